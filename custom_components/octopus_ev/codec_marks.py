"""How far the past has been imported, as JSON and back."""

from .codec import Json, decoding, moment
from .core.import_mark import ImportMark, ImportMarks


def encode_marks(marks: ImportMarks) -> Json:
    """Return marks as JSON."""
    return {
        "points": {
            key: {
                "until": mark.until.isoformat(),
                "since": mark.since.isoformat(),
                "reached": mark.reached.isoformat(),
                "searched": mark.searched.isoformat(),
            }
            for key, mark in marks.items()
        }
    }


@decoding
def decode_marks(data: Json) -> dict[str, ImportMark]:
    """Return the marks that `data` holds.

    Raises:
        CodecError: It holds none.
    """
    return {
        str(key): ImportMark(
            until=moment(mark["until"]),
            since=moment(mark["since"]),
            reached=moment(mark["reached"]),
            searched=moment(mark["searched"]),
        )
        for key, mark in data["points"].items()
    }
