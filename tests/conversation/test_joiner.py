"""Control messages find their tunnel by what they carry."""

from l2tpscope.conversation.model import Side
from l2tpscope.wire.encode import encode_control
from tests.conversation.played import played, tunnel_of


def test_two_ids_and_both_directions_make_one_tunnel() -> None:
    tunnel = tunnel_of("0 setup\n1 close\nend 60")
    assert (tunnel.initiator.tunnel_id, tunnel.recipient.tunnel_id) == (100, 200)
    assert {t.sender for t in tunnel.transmissions} == set(Side)


def test_a_retransmitted_sccrq_begins_no_new_tunnel() -> None:
    tunnel = tunnel_of("0,1,3,7 --> SCCRQ\nend 60")
    assert len(tunnel.transmissions) == 4


def test_a_new_assigned_tunnel_id_begins_a_new_tunnel() -> None:
    tunnels = played("0,1,3 --> SCCRQ\n[b]\n10,11 --> SCCRQ\nend 60").tunnels
    assert [tunnel.initiator.tunnel_id for tunnel in tunnels] == [100, 101]


def test_a_reused_id_after_the_close_begins_a_new_tunnel_with_a_number() -> None:
    script = "0 setup\n1 close\n[b]\ninitiator tunnel=100\nrecipient tunnel=201\n20 setup\n21 close\nend 90"
    assert [tunnel.name for tunnel in played(script).tunnels] == ["192.0.2.10:100", "192.0.2.10:100#2"]


def test_an_answer_from_another_address_belongs_to_the_tunnel() -> None:
    tunnel = tunnel_of("0,1,3 --> SCCRQ\n0.1,1.1 <-- SCCRP @198.51.100.9:1701\nend 60")
    assert [address.address for address in tunnel.recipient.addresses] == ["198.51.100.9"]


def test_an_answer_from_another_port_belongs_to_the_tunnel() -> None:
    tunnel = tunnel_of(
        "recipient at=198.51.100.20:4711\n0 --> SCCRQ to=198.51.100.20:1701\n+0.1 <-- SCCRP\n"
        "+0.1 --> SCCCN\n+0.1 <-- ZLB\nend 60"
    )
    assert tunnel.state == "established"


def test_a_moved_nat_mapping_stays_in_the_tunnel() -> None:
    tunnel = tunnel_of("0 setup\n5 initiator at=192.0.2.10:4001\n6 --> HELLO\n+0.1 <-- ZLB\nend 60")
    assert [address.port for address in tunnel.initiator.addresses] == [1701, 4001]


def test_two_clients_behind_one_address_with_one_id_stay_apart() -> None:
    tunnels = played(
        "0 setup\n[b]\ninitiator at=192.0.2.10:4001 tunnel=100\nrecipient tunnel=201\n0.5 setup\n"
        "5 --> HELLO\n+0.1 <-- ZLB\nend 60"
    ).tunnels
    assert [len(tunnel.transmissions) for tunnel in tunnels] == [4, 6]


def test_a_capture_from_the_middle_joins_both_directions() -> None:
    tunnel = tunnel_of("0 setup\n0.2 call\nbegin 3\n5 --> HELLO\n+0.1 <-- ZLB\n10 <-- HELLO\n+0.1 --> ZLB\nend 60")
    assert not tunnel.beginning_seen
    assert {tunnel.initiator.tunnel_id, tunnel.recipient.tunnel_id} == {100, 200}


def test_two_tunnels_between_two_addresses_from_the_middle_are_joined_by_their_numbers() -> None:
    tunnels = played(
        "0 setup\n0.1 icall\n0.3 icall s=2\n[b]\n0.5 setup\nbegin 3\n"
        "[]\n5 --> HELLO\n[b]\n5.01 --> HELLO\n5.1 <-- ZLB\n[]\n5.11 <-- ZLB\nend 60"
    ).tunnels
    ids = {frozenset((tunnel.initiator.tunnel_id, tunnel.recipient.tunnel_id)) for tunnel in tunnels}
    assert ids == {frozenset((100, 200)), frozenset((101, 201))}


def test_the_side_that_asks_for_a_call_stands_as_initiator_where_the_setup_was_not_captured() -> None:
    tunnel = tunnel_of("0 setup\nbegin 1\n5 <-- HELLO\n+0.1 --> ZLB\n6 icall\nend 60")
    assert tunnel.initiator.addresses[0].address == "192.0.2.10"
    assert tunnel.initiator.tunnel_id == 100


def test_a_stopccn_to_tunnel_0_after_giving_up_belongs_to_its_sender_s_tunnel() -> None:
    tunnel = tunnel_of("0,1,3,7,15 --> SCCRQ\n31 --> StopCCN result=1 tunnel=0\nend 90")
    assert tunnel.end is not None
    assert tunnel.end.gave_up


def test_a_hidden_assigned_tunnel_id_is_learnt_from_the_header_of_the_answer() -> None:
    tunnel = tunnel_of(
        "0 --> SCCRQ without=9 rv hidden=9=0011223344556677\n+0.1 <-- SCCRP\n+0.1 --> SCCCN\n+0.1 <-- ZLB\nend 60"
    )
    assert (tunnel.initiator.tunnel_id, tunnel.recipient.tunnel_id) == (100, 200)


def test_simultaneous_open_makes_two_tunnels() -> None:
    script = "0 setup\n[b]\ninitiator at=198.51.100.20:1701\nrecipient at=192.0.2.10:1701\n0.01 setup\nend 60"
    assert [tunnel.state for tunnel in played(script).tunnels] == ["established", "established"]


def test_messages_with_defects_unusual_bits_or_a_cut_are_told_apart() -> None:
    plain = encode_control(6, tunnel_id=200, ns=2, nr=1)
    odd = (
        encode_control(6, tunnel_id=200, ns=3, nr=1, avps=b"\x80\x05\0\0\0\x63"),  # an AVP shorter than its header
        encode_control(6, tunnel_id=200, ns=4, nr=1, flags=0xC902),
    )
    lines = "".join(f"+1 --> RAW {octets.hex()}\n" for octets in (plain, *odd))
    tunnel = tunnel_of(f"0 setup\n{lines}end 60")
    assert [transmission.message.ns for transmission in tunnel.unusual] == [3, 4]
    cut = tunnel_of("snaplen 60\n0 setup\nend 60")
    assert cut.unusual == [one for one in cut.transmissions if one.datagram.cut]
    assert len(cut.unusual) == 3
