/// Zip archives and workbooks made of given texts, for tests and for the fuzzer.
package enum MadeWorkbook {
    /// An archive whose entries are not packed, in their order.
    ///
    /// - Parameters:
    ///   - front: what stands before the archive.
    ///   - size: what an entry says that it unpacks to; nil for the truth.
    package static func zip(
        _ entries: [(name: String, bytes: [UInt8])], front: [UInt8] = [], comment: [UInt8] = [],
        size: Int? = nil
    ) -> [UInt8] {
        var (body, directory): ([UInt8], [UInt8]) = ([], [])
        for (name, bytes) in entries {
            let place = body.count
            let sizes =
                number(checksum(bytes), 4) + number(bytes.count, 4)
                + number(size ?? bytes.count, 4) + number(name.utf8.count, 2) + [0, 0]
            let common = number(0x0800, 2) + [UInt8](repeating: 0, count: 6) + sizes
            body += [0x50, 0x4B, 3, 4, 20, 0] + common + Array(name.utf8) + bytes
            directory +=
                [0x50, 0x4B, 1, 2, 20, 0, 20, 0] + common
                + [UInt8](repeating: 0, count: 10) + number(place, 4) + Array(name.utf8)
        }
        let end =
            [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + number(entries.count, 2) + number(entries.count, 2)
            + number(directory.count, 4) + number(body.count, 4) + number(comment.count, 2)
        return front + body + directory + end + comment
    }

    /// A gzip file of one member, in which nothing is packed.
    package static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        var rest = bytes[...]
        repeat {
            // A block of deflate that is stored holds 65,535 bytes at most.
            let block = rest.prefix(65_535)
            rest = rest.dropFirst(block.count)
            result += [rest.isEmpty ? 1 : 0] + number(block.count, 2) + number(~block.count, 2)
            result += block
        } while !rest.isEmpty
        return result + number(checksum(bytes), 4) + number(bytes.count, 4)
    }

    /// A workbook with one sheet for each name, of which the XML of the rows is given.
    ///
    /// Style 1 is a day, style 2 a percentage.
    package static func workbook(
        _ sheets: [(name: String, rows: String)], strings: [String] = [], hidden: [String] = [],
        is1904: Bool = false
    ) -> [UInt8] {
        zip(parts(sheets, strings: strings, hidden: hidden, is1904: is1904))
    }

    /// The parts of such a workbook.
    package static func parts(
        _ sheets: [(name: String, rows: String)], strings: [String] = [], hidden: [String] = [],
        is1904: Bool = false, styles: String? = nil
    ) -> [(name: String, bytes: [UInt8])] {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let list = sheets.enumerated().map { place, sheet in
            let state = hidden.contains(sheet.name) ? " state=\"hidden\"" : ""
            return
                "<sheet name=\"\(sheet.name)\" sheetId=\"\(place + 1)\"\(state) r:id=\"r\(place)\"/>"
        }.joined()
        let relations = sheets.indices.map { place in
            "<Relationship Id=\"r\(place)\" Type=\"\(office)/worksheet\" Target=\"worksheets/\(place).xml\"/>"
        }.joined()
        let others = ["sharedStrings", "styles"].map { name in
            "<Relationship Id=\"\(name)\" Type=\"\(office)/\(name)\" Target=\"\(name).xml\"/>"
        }.joined()
        let parts = [
            (
                "_rels/.rels",
                "<Relationships><Relationship Id=\"r\" Type=\"\(office)/officeDocument\" "
                    + "Target=\"xl/workbook.xml\"/></Relationships>"
            ),
            (
                "xl/workbook.xml",
                "<workbook><workbookPr date1904=\"\(is1904 ? 1 : 0)\"/><sheets>\(list)</sheets></workbook>"
            ),
            ("xl/_rels/workbook.xml.rels", "<Relationships>\(relations)\(others)</Relationships>"),
            (
                "xl/sharedStrings.xml",
                "<sst>" + strings.map { "<si><t>\($0)</t></si>" }.joined() + "</sst>"
            ),
            (
                "xl/styles.xml",
                styles
                    ?? "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
                    + "<xf numFmtId=\"10\"/></cellXfs></styleSheet>"
            ),
        ]
        return parts.map { ($0, Array($1.utf8)) }
            + sheets.enumerated().map { place, sheet in
                (
                    "xl/worksheets/\(place).xml",
                    Array(
                        "<worksheet><sheetData>\(sheet.rows)</sheetData></worksheet>".utf8)
                )
            }
    }

    /// The XML of a row whose cells are texts, or numbers where they are written as such.
    package static func row(_ number: Int, _ cells: [String]) -> String {
        let texts = cells.enumerated().map { column, text in
            let place = "\(Unicode.Scalar(UInt8(65 + column)))\(number)"
            if text.isEmpty { return "" }
            if text.hasPrefix("<") {
                return text.replacing("<c", with: "<c r=\"\(place)\"", maxReplacements: 1)
            }
            if Double(text) != nil { return "<c r=\"\(place)\"><v>\(text)</v></c>" }
            return "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
        }
        return "<row r=\"\(number)\">\(texts.joined())</row>"
    }

    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    /// CRC-32, bit by bit.
    private static func checksum(_ bytes: [UInt8]) -> Int {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 0 ? 0 : 0xEDB8_8320) }
        }
        return Int(~sum)
    }
}
