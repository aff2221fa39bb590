"""FrameCounts: how many frames of a capture hold what."""

from dataclasses import dataclass, fields


@dataclass(slots=True)
class FrameCounts:
    """Frames by kind, each frame once; data messages of candidates count as `other` until someone adopts them."""

    frames: int = 0
    l2tp_control: int = 0
    l2tp_data: int = 0
    l2f: int = 0
    ike: int = 0
    esp: int = 0
    icmp: int = 0
    other: int = 0
    undecodable: int = 0

    def take(self, other: "FrameCounts") -> None:
        """Move the counts of the other one here."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))
            setattr(other, field.name, 0)
