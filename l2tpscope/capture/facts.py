"""CaptureFacts: what one capture file is, and how far it can be trusted."""

from dataclasses import dataclass

from l2tpscope.capture.limits import MOST_WARNINGS
from l2tpscope.capture.source import STANDARD_INPUT


@dataclass(slots=True)
class CaptureFacts:
    """What one capture file is, and how far it can be trusted.

    format, compression   "pcap" or "pcapng"; None, "gzip" or "zstd"
    link_types            libpcap's names ("EN10MB"), of every interface described, in the order of the file
    octets                of all frames as they were on the link, what the snap length cut off included
    frames                the number of the last frame; a pcapng custom block takes a number too, as in Wireshark
    cut_short             the reading ended before the capture did: the file is cut, or broken in the middle
    dropped               packets the capturing program lost, None if not recorded
    comments              of sections and interfaces of a pcapng
    frame_comments        (frame number, text) of the comments of packets
    secrets               Decryption Secrets Blocks of a pcapng: (secrets type, octets), kept and never shown
    is_live               it came from an interface or a pipe while it was made: `path` is no file to look into again
    kept                  the file that it was written to meanwhile, in which frames have the same numbers
    warnings              sentences for the user: cut short, broken, clock
    """

    path: str
    format: str
    compression: str | None = None
    link_types: tuple[str, ...] = ()
    frames: int = 0
    octets: int = 0
    first_ns: int | None = None
    last_ns: int | None = None
    cut_short: bool = False
    dropped: int | None = None
    snapped_frames: int = 0
    duplicated_frames: int = 0
    comments: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    secrets: tuple[tuple[int, bytes], ...] = ()
    frame_comments: tuple[tuple[int, str], ...] = ()
    is_live: bool = False
    kept: str | None = None

    @property
    def file(self) -> str | None:
        """What to look into again, None where its frames are gone."""
        if self.is_live:
            return self.kept
        return None if self.path == STANDARD_INPUT else self.path

    def warn(self, sentence: str) -> None:
        """Add a sentence for the user, once however often it is said."""
        if sentence not in self.warnings and len(self.warnings) < MOST_WARNINGS:
            self.warnings += (sentence,)

    def cut_off(self, how: str) -> None:
        """Note that the capture could not be read to its end; `how` says where and why."""
        self.cut_short = True
        upto = f"analyzed up to frame {self.frames}" if self.frames else "nothing before that to analyze"
        self.warn(f"{self.path}: {how}; {upto}")
