"""A table as the smallest workbook that spreadsheets read (ECMA-376, Office Open XML)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from io import BytesIO
import re
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .core.export import Cell, Row

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

_PARTS: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET}.styles+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    f'ContentType="{_SHEET}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Charging sessions" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
    'Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    "</Relationships>",
    # The second format is that of dates and times.
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/>'
    '<xf numFmtId="22" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>",
}

# What XML 1.0 cannot hold, however it is written.
_UNFIT: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Day 0 of spreadsheets, from March 1900 on.
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001
_ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def workbook(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return the file. Texts are texts, never formulas; times are local, as shown."""
    lines = "".join(
        f"<row>{''.join(map(_cell, row))}</row>" for row in (columns, *rows)
    )
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'
    file = BytesIO()
    with ZipFile(file, "w") as folder:
        for name, part in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            info = ZipInfo(name, _ZIP_EPOCH)
            folder.writestr(info, f"{_HEAD}{part}", ZIP_DEFLATED)
    return file.getvalue()


def _cell(cell: Cell) -> str:
    match cell:
        case None:
            return "<c/>"
        case bool():
            return f'<c t="b"><v>{int(cell)}</v></c>'
        case int() | float():
            return f"<c><v>{cell!r}</v></c>"
        case datetime():
            days = (cell.replace(tzinfo=None) - _EPOCH) / timedelta(days=1)
            return f'<c s="1"><v>{days!r}</v></c>'
    text = escape(_UNFIT.sub("", cell))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
