import MadeWorkbooks
import TestSupport
import Testing

@testable import Spreadsheets

/// What an archive holds, wherever it stands in a file, and what is refused of it.
struct ZipArchiveTests {
    private let two = [("a.csv", Array("a,b\n".utf8)), ("map/b.csv", Array("c\n".utf8))]

    @Test("Entries are found behind other bytes, before a comment, and with a comment like an end")
    func places() throws {
        for bytes in [
            MadeWorkbook.zip(two), MadeWorkbook.zip(two, front: Array("#!/bin/sh\n".utf8)),
            MadeWorkbook.zip(two, comment: [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 30)),
        ] {
            let archive = try ZipArchive(RandomBytes(bytes))
            #expect(archive.entries.map(\.name) == ["a.csv", "map/b.csv"])
            let entry = try #require(try archive.entry("MAP/B.csv"))
            #expect(try archive.whole(entry, most: 10) == Array("c\n".utf8))
        }
    }

    @Test("Folders may be parted by backslashes, and a name that two entries have is not guessed")
    func names() throws {
        let archive = try ZipArchive(
            RandomBytes(MadeWorkbook.zip([("xl\\A.xml", [1]), ("b", [1]), ("B", [2])])))
        #expect(try archive.entry("xl/a.xml") != nil)
        #expect(throws: SpreadsheetError.self) { try archive.entry("b") }
        #expect(try archive.entry("c") == nil)
    }

    @Test("A file that is cut short anywhere is damaged, and no trap")
    func cut() {
        let bytes = MadeWorkbook.zip(two)
        for count in 0..<bytes.count {
            #expect(throws: SpreadsheetError.self) {
                try ZipArchive(RandomBytes(Array(bytes[..<count])))
            }
        }
    }

    @Test("Bytes that were changed are not read: the checksum says so")
    func changed() throws {
        var bytes = MadeWorkbook.zip(two)
        // The local header of "a.csv" is 30 bytes and 5 of its name long.
        bytes[35] ^= 1
        let archive = try ZipArchive(RandomBytes(bytes))
        #expect(throws: SpreadsheetError.self) {
            try archive.whole(archive.entries[0], most: 100)
        }
    }

    @Test("What says that it unpacks to more than may be, or to another size, is refused")
    func sizes() throws {
        let large = try ZipArchive(RandomBytes(MadeWorkbook.zip(two, size: 1 << 31)))
        #expect(throws: SpreadsheetError.tooLarge("a.csv")) {
            try large.whole(large.entries[0], most: 1 << 30)
        }
        // Not packed, and yet of another size.
        let other = try ZipArchive(RandomBytes(MadeWorkbook.zip(two, size: 3)))
        #expect(throws: SpreadsheetError.broken("a.csv")) {
            try other.whole(other.entries[0], most: 1 << 30)
        }
        #expect(throws: SpreadsheetError.tooLarge("a.csv")) {
            try ZipArchive(RandomBytes(MadeWorkbook.zip(two))).whole(large.entries[0], most: 3)
        }
    }

    @Test("An archive of more entries than any workbook has is refused")
    func many() {
        let entries = (0...ZipArchive.mostEntries).map { ("\($0)", [UInt8]()) }
        #expect(throws: SpreadsheetError.self) {
            try ZipArchive(RandomBytes(MadeWorkbook.zip(entries)))
        }
    }
}
