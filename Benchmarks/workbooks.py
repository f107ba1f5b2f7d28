"""Writes workbooks as several programs write them, and what python-calamine reads in each.

    python3 -m venv .build/sheets && .build/sheets/bin/pip install python-calamine openpyxl XlsxWriter
    .build/sheets/bin/python Benchmarks/workbooks.py .build/workbooks
    MQL_WORKBOOKS=.build/workbooks swift test --filter WorkbookComparisonTests

Beside each NAME.xlsx stands NAME.cells: a line for each cell that holds something, with sheet, row,
column, kind and text. LibreOffice writes some more of the same, where `soffice` is at hand.
"""

import datetime as d
import json
import os
import random
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib

import openpyxl
import python_calamine
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

OUT = sys.argv[1]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
random.seed(11)


def path(name):
    return os.path.join(OUT, name + ".xlsx")


def leads(count):
    start = d.datetime(2026, 1, 5, 8, 30)
    for row in range(count):
        yield [
            f"L-{row + 1}", start + d.timedelta(minutes=173 * row), f"Bedrijf {row % 7} & Zn <{row}>",
            random.choice(["beurs", "website", "google-ads"]), row * 13.37 - 40, row % 2 == 0,
        ]


# openpyxl

def openpyxl_book(name, fill, **options):
    book = openpyxl.Workbook(**options)
    fill(book)
    book.save(path(name))


def plain(book):
    sheet = book.active
    sheet.append(["lead_id", "created_at", "company", "source", "amount", "ok"])
    for row in leads(200):
        sheet.append(row)


def titles(book):
    sheet = book.active
    sheet["A1"] = "Beursleads 2026"
    sheet.merge_cells("A1:F1")
    sheet["A2"] = d.date(2026, 3, 4)
    sheet.merge_cells("A2:B3")
    for number, row in enumerate(leads(40), 6):
        for column, value in enumerate(row, 2):
            sheet.cell(number, column, value)


def formats(book):
    sheet = book.active
    codes = [
        "General", "0", "0.00", "#,##0.00", "0%", "0.00E+00", "mm-dd-yy", "d-mmm-yy", "d-mmm",
        "mmm-yy", "h:mm AM/PM", "h:mm", "h:mm:ss", "m/d/yy h:mm", "mm:ss", "[h]:mm:ss", "mmss.0",
        "@", "[$-413]dd/mm/yyyy;@", "yyyy\\-mm\\-dd", '"dag" 0', '0.0 "h"', "[Red]-0.00",
        "[$€-413] #,##0.00;[Red]-[$€-413] #,##0.00", "dddd d mmmm yyyy", "[mm]:ss", "0.0\\d",
        "yyyy", "mmmm", "[>=100]0;0.0", "General;-General", "_-* #,##0.00_-", "d/m/yyyy h:mm;@",
    ]
    for row, code in enumerate(codes, 1):
        sheet.cell(row, 1, code)
        for column, value in enumerate([46112, 46112.385, 1, 61, 0.5, 0.25, 2.5, 1000.75], 2):
            sheet.cell(row, column, value).number_format = code


def several(book):
    book.active.title = "Leads Q1"
    book.active.append(["a", 1])
    for name, state in [("Verborgen", "hidden"), ("Heel diep", "veryHidden"), ("Één & twee", "visible")]:
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheet.append([name, 2, True])
    book.create_sheet("Leeg")


def texts(book):
    sheet = book.active
    for value in [
        "", " spaties voor en na ", "regel één\nregel twee", "tab\there", "\"aangehaald\"", "a;b,c|d",
        "é ë ï € 漢字 😀", "&amp; is geen &", "<t>", "'enkel'", "_x000D_", "a_x0041_b", "=geen formule"[1:],
        "1234", "2026-03-31", "WAAR", "x" * 5000,
    ]:
        sheet.append([value, 1])
    sheet["C1"] = CellRichText("vet ", TextBlock(InlineFont(b=True), "stuk"), " en gewoon")


def numbers(book):
    sheet = book.active
    for value in [
        0, -0.0, 1, -1, 0.1 + 0.2, 1 / 3, 1e7, 1.05e7, 1e15, 123456789012345, 189165000000123,
        12345678901234567, 1e-7, -2.5e-9, 1e21, 1.7976931348623157e308, 5e-324, 2.675, 1.005,
        99999999999.99, 0.30000000000000004, 4.35, 1e100,
    ]:
        sheet.append([value, -value])


def epoch(book):
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    plain(book)


def formulas(book):
    sheet = book.active
    sheet.append([1, 2, "=A1+B1", '=IF(A1>1,"ja","nee")'])
    sheet.append(["#N/A", "#DIV/0!", "tekst", 3])


def sparse(book):
    sheet = book.active
    for row, column in [(1, 1), (3, 7), (200, 2), (1000, 40), (1001, 1), (40000, 3)]:
        sheet.cell(row, column, f"{row}:{column}")


def from_openpyxl():
    for fill in [plain, titles, formats, several, texts, numbers, epoch, formulas, sparse]:
        openpyxl_book("openpyxl-" + fill.__name__, fill)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Stroom")
    for row in leads(300):
        sheet.append(row)
    book.save(path("openpyxl-write-only"))


# XlsxWriter

def writer_book(name, fill, **options):
    book = xlsxwriter.Workbook(path(name), options)
    fill(book)
    book.close()


def writer_leads(book):
    sheet = book.add_worksheet("Leads")
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for number, row in enumerate(leads(250)):
        for column, value in enumerate(row):
            if isinstance(value, d.datetime):
                sheet.write_datetime(number, column, value, moment)
            else:
                sheet.write(number, column, value)


def writer_formulas(book):
    sheet = book.add_worksheet()
    sheet.write_formula("A1", "=1+2", None, 3)
    sheet.write_formula("A2", '="x"&"y"', None, "xy")
    sheet.write_formula("A3", "=1=1", None, True)
    sheet.write_formula("A4", "=1/0", None, "#DIV/0!")
    sheet.write_array_formula("A5:A6", "{=A1:A2}", None, 3)
    sheet.write_formula("A7", "=TODAY()", book.add_format({"num_format": 14}), 46112)
    sheet.write_boolean("B1", True)
    sheet.write_blank("B2", None, book.add_format({"bold": True}))
    sheet.write_url("B3", "https://example.org", string="koppeling")


def writer_rich(book):
    sheet = book.add_worksheet("Opmaak")
    bold = book.add_format({"bold": True})
    sheet.merge_range("A1:D1", "Titel over vier kolommen", bold)
    sheet.write_rich_string("A2", "gewoon ", bold, "vet", " weer gewoon")
    sheet.write_string("A3", "  voor")
    sheet.write_string("A4", "twee\nregels")
    sheet.write_string("A5", "bel\x07")
    sheet.set_row(6, None, None, {"hidden": True})
    sheet.write("A7", "verborgen rij")
    sheet.write_comment("A2", "opmerking")
    sheet.autofilter("A2:D7")


def writer_times(book):
    sheet = book.add_worksheet()
    forms = ["yyyy-mm-dd", "d mmmm yyyy", "hh:mm", "[h]:mm", "mmm-yy", "dd-mm-yy hh:mm:ss", "h:mm AM/PM"]
    for column, form in enumerate(forms):
        cell = book.add_format({"num_format": form})
        for row, value in enumerate([1, 59, 61, 0.0, 0.999988, 43831, 46112.5, 46112.9999999, 60000.123456]):
            sheet.write_number(row, column, value, cell)


def writer_tabs(book):
    for name in ["Eerste", "Tweede", "Derde's"]:
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, [name, 1.5, -2])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Eerste!$B$1:$C$1"})
    book.add_chartsheet("Grafiek").set_chart(chart)
    book.get_worksheet_by_name("Tweede").hide()


def writer_wide(book):
    sheet = book.add_worksheet("Breed")
    for column in range(0, 16384, 97):
        sheet.write(column % 50, column, column)


def from_xlsxwriter():
    writer_book("xlsxwriter-leads", writer_leads)
    writer_book("xlsxwriter-inline", writer_leads, constant_memory=True)
    writer_book("xlsxwriter-1904", writer_leads, date_1904=True)
    writer_book("xlsxwriter-zip64", writer_leads, use_zip64=True)
    for fill in [writer_formulas, writer_rich, writer_times, writer_tabs, writer_wide]:
        writer_book("xlsxwriter-" + fill.__name__[7:], fill)
    # A workbook with a macro differs by its type alone.
    shutil.copy(path("xlsxwriter-leads"), os.path.join(OUT, "xlsxwriter-macro.xlsm"))


# By hand: what Excel and other programs write, or may write

def parts(sheet, strings=None, styles=None, main=MAIN, document=DOCUMENT, book="", prefix=""):
    """The parts of a workbook with one sheet of this XML."""
    tag = prefix + ":" if prefix else ""
    names = f'xmlns{":" + prefix if prefix else ""}="{main}" xmlns:r="{document}"'
    result = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{document}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<?xml version="1.0"?><{tag}workbook {names}>{book}<{tag}sheets><{tag}sheet name="Blad1" sheetId="1" r:id="rId1"/></{tag}sheets></{tag}workbook>',
        "xl/_rels/workbook.xml.rels": f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{document}/worksheet" Target="worksheets/sheet1.xml"/>'
        + (f'<Relationship Id="rId2" Type="{document}/sharedStrings" Target="sharedStrings.xml"/>' if strings is not None else "")
        + (f'<Relationship Id="rId3" Type="{document}/styles" Target="styles.xml"/>' if styles is not None else "")
        + "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0" encoding="UTF-8"?>\r\n<{tag}worksheet {names}>{sheet}</{tag}worksheet>',
    }
    if strings is not None:
        result["xl/sharedStrings.xml"] = f'<?xml version="1.0"?><{tag}sst {names}>{strings}</{tag}sst>'
    if styles is not None:
        result["xl/styles.xml"] = f'<?xml version="1.0"?><{tag}styleSheet {names}>{styles}</{tag}styleSheet>'
    return result


def write(name, all_parts, order=None, method=zipfile.ZIP_DEFLATED, front=b"", comment=b"", rename=None):
    target = path(name)
    with zipfile.ZipFile(target, "w", method) as archive:
        for part in order or all_parts:
            text = all_parts[part]
            archive.writestr((rename or (lambda n: n))(part), text if isinstance(text, bytes) else text.encode())
        archive.comment = comment
    if front:
        with open(target, "rb") as file:
            rest = file.read()
        with open(target, "wb") as file:
            file.write(front + rest)


def by_hand():
    table = "<sheetData>%s</sheetData>"
    simple = table % '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is><t>twee</t></is></c></row>'
    write("hand-stored", parts(simple), method=zipfile.ZIP_STORED)
    every = list(parts(simple))
    write("hand-reversed", parts(simple), order=every[::-1])
    write("hand-comment", parts(simple), comment=b"PK\x05\x06 " * 9)
    write("hand-front", parts(simple), front=b"#!/bin/sh\nexit 0\n" * 11)
    write("hand-no-references", parts(table % (
        "<row><c><v>1</v></c><c t='str'><v>b</v></c></row><row/><row><c/><c><v>3</v></c></row>")))
    write("hand-cells-out-of-order", parts(table % (
        '<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>')))
    write("hand-rows-out-of-order", parts(table % (
        '<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>')))
    write("hand-dimension", parts('<dimension ref="A1:B2"/>' + table % (
        '<row r="1" spans="1:2"><c r="A1"><v>1</v></c></row><row r="9"><c r="F9"><v>54</v></c></row>')))
    write("hand-prefix", {key: value for key, value in parts(
        '<x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData>',
        strings="<x:si><x:t>met voorvoegsel</x:t></x:si>", prefix="x").items()})
    write("hand-strict", parts(
        table % '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46112</v></c><c r="C1" t="d"><v>2026-03-31T09:14:00</v></c></row>',
        strings="<si><t>strikt</t></si>", styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
        main=STRICT, document="http://purl.oclc.org/ooxml/officeDocument/relationships"))
    write("hand-phonetic", parts(
        table % '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>',
        strings='<si><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh><phoneticPr fontId="1"/></si>'
        '<si><r><t xml:space="preserve">een </t></r><r><rPr><b/></rPr><t>twee</t></r></si>'))
    write("hand-xml", parts(table % (
        '<!-- een <row> in commentaar --><row r="1" ><c r="A1" t="inlineStr" ><is><t><![CDATA[<b> & c]]></t></is></c >\n'
        "<c r='B1' t='str'><v>&lt;&#8364;&#x20AC;&amp;&quot;&apos;&gt;</v></c><?pi x > y ?>"
        '<c r="C1"><v>12.5</v></c></row>')))
    write("hand-types", parts(table % (
        '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="e"><v>#REF!</v></c>'
        '<c r="D1" t="n"><v>7</v></c><c r="E1" t="str"><f>A1</f><v>tekst</v></c><c r="F1" s="0"/>'
        '<c r="G1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>')))
    write("hand-built-in-dates", parts(
        table % "".join(
            f'<row r="{row}"><c r="A{row}"><v>{number}</v></c><c r="B{row}" s="{row - 1}"><v>46112.25</v></c></row>'
            for row, number in enumerate(list(range(0, 23)) + [37, 38, 39, 40, 44, 45, 46, 47, 48, 49], 1)),
        styles="<cellXfs>" + "".join(
            f'<xf numFmtId="{number}"/>' for number in list(range(0, 23)) + [37, 38, 39, 40, 44, 45, 46, 47, 48, 49])
        + "</cellXfs>"))
    write("hand-1904", parts(
        table % '<row r="1"><c r="A1" s="1"><v>44650</v></c><c r="B1" s="1"><v>0.5</v></c></row>',
        styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>', book='<workbookPr date1904="true"/>'))
    capital = parts(simple)
    capital["XL/Worksheets/Sheet1.XML"] = capital.pop("xl/worksheets/sheet1.xml")
    write("hand-capitals", capital)
    absolute = parts(simple)
    absolute["xl/_rels/workbook.xml.rels"] = absolute["xl/_rels/workbook.xml.rels"].replace(
        'Target="worksheets', 'Target="/xl/worksheets')
    write("hand-absolute", absolute)
    write("hand-backslash", parts(simple), rename=lambda name: name.replace("/", "\\"))
    streamed("hand-descriptors", parts(simple))
    write("hand-after", parts(
        '<sheetPr/><sheetViews><sheetView workbookViewId="0"/></sheetViews><cols><col min="1" max="2"/></cols>' + simple
        + '<autoFilter ref="A1:B1"/><mergeCells><mergeCell ref="A1:B1"/></mergeCells><extLst><ext uri="x"><y:row xmlns:y="z"><y:c><y:v>9</y:v></y:c></y:row></ext></extLst>'))


def streamed(name, all_parts):
    """As Java writes it: sizes stand behind the bytes, and a large file's numbers in a field of their own."""
    body, directory = b"", b""
    for part, text in all_parts.items():
        raw, title = text.encode(), part.encode()
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(raw) + packer.flush()
        checksum = zlib.crc32(raw)
        place = len(body)
        body += struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, 0x0808, 8, 0, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF, len(title), 20)
        body += title + struct.pack("<HHQQ", 1, 16, 0, 0) + packed
        body += struct.pack("<IIQQ", 0x08074B50, checksum, len(packed), len(raw))
        extra = struct.pack("<HHQQQ", 1, 24, len(raw), len(packed), place)
        directory += struct.pack(
            "<IHHHHHHIIIHHHHHII", 0x02014B50, 45, 45, 0x0808, 8, 0, 0, checksum, 0xFFFFFFFF, 0xFFFFFFFF,
            len(title), len(extra), 0, 0, 0, 0, 0xFFFFFFFF) + title + extra
    start = len(body)
    end = start + len(directory)
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, len(all_parts), len(all_parts), len(directory), start)
    record += struct.pack("<IIQI", 0x07064B50, 0, end, 1)
    record += struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    with open(path(name), "wb") as file:
        file.write(body + directory + record)


def from_libreoffice():
    office = shutil.which("soffice")
    if not office:
        print("No soffice: nothing of LibreOffice.")
        return
    for name in ["openpyxl-plain", "openpyxl-formats", "openpyxl-texts", "xlsxwriter-times"]:
        place = os.path.join(OUT, "office")
        subprocess.run([office, "--headless", "--convert-to", "xlsx", "--outdir", place, path(name)], check=True)
        shutil.move(os.path.join(place, name + ".xlsx"), path("libreoffice-" + name))


def cell(value):
    """Kind and text of a value, as the comparison writes them."""
    if isinstance(value, bool):
        return "truth", "true" if value else "false"
    if isinstance(value, (int, float)):
        return "number", "%.15g" % value
    if isinstance(value, d.datetime):
        value = (value + d.timedelta(microseconds=500_000)).replace(microsecond=0)
        if value.time() == d.time(0):
            return "moment", value.date().isoformat()
        return "moment", value.strftime("%Y-%m-%d %H:%M" + (":%S" if value.second else ""))
    if isinstance(value, d.date):
        return "moment", value.isoformat()
    if isinstance(value, d.time):
        return "moment", (d.datetime.combine(d.date(2000, 1, 1), value) + d.timedelta(microseconds=500_000)).strftime("%H:%M:%S")
    if isinstance(value, d.timedelta):
        seconds = round(value.total_seconds())
        return "moment", "%02d:%02d:%02d" % (seconds // 3600, seconds // 60 % 60, seconds % 60)
    return "text", value


def main():
    os.makedirs(OUT, exist_ok=True)
    from_openpyxl()
    from_xlsxwriter()
    by_hand()
    from_libreoffice()
    unread = []
    for name in sorted(os.listdir(OUT)):
        stem, end = os.path.splitext(name)
        if end not in (".xlsx", ".xlsm"):
            continue
        try:
            book = python_calamine.CalamineWorkbook.from_path(os.path.join(OUT, name))
            lines = []
            for number, title in enumerate(book.sheet_names):
                if "WorkSheet" not in str(book.sheets_metadata[number].typ):
                    continue
                for row, values in enumerate(book.get_sheet_by_name(title).to_python(skip_empty_area=False), 1):
                    for column, value in enumerate(values, 1):
                        if value != "":
                            lines.append("\t".join([title, str(row), str(column), cell(value)[0], json.dumps(cell(value)[1])]))
        except Exception as error:
            unread.append(f"{name}: {error}")
            continue
        with open(os.path.join(OUT, name + ".cells"), "w") as file:
            file.write("\n".join(lines) + "\n")
    print(len(os.listdir(OUT)) // 2, "workbooks;", "not read by calamine:", unread or "none")


main()
