import Foundation
import MadeWorkbooks
import Testing

@testable import Spreadsheets

/// Files that gzip has packed.
struct GunzipTests {
    private func read(_ bytes: [UInt8], step: Int = 7, room: Int = 5) throws -> [UInt8] {
        var place = 0
        let packed = try Gunzip("x.gz") { buffer in
            let count = min(step, buffer.count, bytes.count - place)
            buffer.copyBytes(from: bytes[place..<(place + count)])
            place += count
            return count
        }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: room)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try packed.read($0) }
            if count == 0 { return all }
            all += buffer[..<count]
        }
    }

    @Test("One member, two behind each other, and zeros behind them", arguments: [1, 7, 4096])
    func members(step: Int) throws {
        let (one, two) = (MadeWorkbook.gzip(Array("a,b\n".utf8)), MadeWorkbook.gzip([]))
        #expect(try read(one, step: step) == Array("a,b\n".utf8))
        #expect(try read(one + two + one + [0, 0, 0], step: step) == Array("a,b\na,b\n".utf8))
        #expect(try read(two, step: step).isEmpty)
    }

    @Test(
        "What is packed by gzip itself: \"abababab\" and a line end, in one block with fixed codes")
    func packed() throws {
        let data = try #require(
            Data(base64Encoded: "H4sIAAAAAAACA0tMSgRDLgDW71ScCQAAAA=="))
        #expect(try read(Array(data)) == Array("abababab\n".utf8))
    }

    @Test("Cut short, or with another checksum, it is damaged and no trap")
    func damaged() {
        let whole = MadeWorkbook.gzip(Array("lead_id\n".utf8))
        for count in 1..<whole.count {
            #expect(throws: SpreadsheetError.self) { try read(Array(whole[..<count])) }
        }
        var other = whole
        other[18] ^= 1
        #expect(throws: SpreadsheetError.self) { try read(other) }
    }

    @Test(
        "What unpacks to three hundred times as much and more than 32 MiB is refused: 40 MiB of zeros"
    )
    func bomb() throws {
        // Packed twice, so that it can stand here.
        let data = try #require(
            Data(
                base64Encoded:
                    "H4sIAAAAAAACA+3cLW4CYRQF0I+ZEaQCiqhCUBL2AKZJa6oRRZOmmjUwCUFhWAB7QLEAXHfQH1VdSEVFVcO0M7vgm3PU01fevNzeqhlKSXrcNxr/R74+bb+aFwEAAACIXP62SMsyIFwXL/fjCQAAABC7x3Yrq0qB32n3ThwAAAAQveXN6LL6EPiezzJxAAAAQPSufj5uqy7gudh1HuQBAAAA0Xs1GAAAAAC1YjAAAAAA6sVgAAAAANSLwQAAAAComfdFmpRdQL+YDgcBAAAAzsUm+3w6nELIkz9AtttPVZ8AAA=="
            ))
        let once = try read(Array(data), step: 4096, room: 1 << 16)
        #expect(once.count < 50_000)
        #expect(throws: SpreadsheetError.tooLarge("x.gz")) {
            try read(once, step: 4096, room: 1 << 16)
        }
    }
}
