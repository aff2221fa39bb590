"""The bounds beyond which a length in a capture file is taken for damage: Wireshark's."""

LONGEST_FRAME = 262_144
LONGEST_FRAME_OF = {231: 128 << 20, 249: 128 << 20, 279: 32 << 20}  # D-Bus, USBPcap, EBHSCR (wiretap/wtap.h)
LONGEST_BLOCK = 32 + (128 << 20) + 131_072  # the longest D-Bus frame and 128 KiB of options (wiretap/pcapng.c)
MOST_INTERFACES = 4096  # of one section; ours, for Wireshark has none: a Block carries the list of them
MOST_KEPT = 16 << 20  # octets of comments, and of secrets, that are kept of one capture; ours
MOST_WARNINGS = 100


def longest_frame(link_type: int) -> int:
    """The most octets that a captured frame of this link type can have."""
    return LONGEST_FRAME_OF.get(link_type, LONGEST_FRAME)
