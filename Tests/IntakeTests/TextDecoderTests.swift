import Leads
import Quantities
import Statistics
import TestSupport
import Testing

@testable import Intake

/// The same table however its letters were written down.
struct TextDecoderTests {
    private let table = "lead_id;created_at;source;company\nL-1;2026-03-01;beurs;Café Müller – €5\n"

    /// A source that gives at most so many bytes at a time.
    private func source(_ bytes: [UInt8], step: Int) -> ByteSource {
        var position = 0
        return ByteSource(name: "x.csv") { buffer in
            let count = min(step, buffer.count, bytes.count - position)
            buffer.copyBytes(from: bytes[position..<(position + count)])
            position += count
            return count
        }
    }

    private func decoded(_ bytes: [UInt8], step: Int = 1 << 16) throws -> (String, TextEncoding?) {
        let decoder = TextDecoder(source(bytes, step: step))
        let text = decoder.decoded
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 100)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try text.read($0) }
            if count == 0 { break }
            result += buffer[..<count]
        }
        return (String(decoding: result, as: UTF8.self), decoder.encoding)
    }

    private func utf16(_ text: String, isBig: Bool) -> [UInt8] {
        text.utf16.flatMap { unit -> [UInt8] in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return isBig ? [high, low] : [low, high]
        }
    }

    /// By hand: € is 0x80, – is 0x96, é 0xE9, ü 0xFC.
    private func windows(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "€": 0x80
            case "–": 0x96
            default: UInt8(scalar.value)
            }
        }
    }

    @Test("UTF-8, UTF-16 and Windows-1252, with a mark or without, read the same")
    func encodings() throws {
        let plain = Array(table.utf8)
        for step in [1, 3, 7, 1 << 16] {
            for (bytes, encoding) in [
                (plain, TextEncoding.utf8),
                ([0xFF, 0xFE] + utf16(table, isBig: false), .utf16LittleEndian),
                ([0xFE, 0xFF] + utf16(table, isBig: true), .utf16BigEndian),
                (utf16(table, isBig: false), .utf16LittleEndian),
                (utf16(table, isBig: true), .utf16BigEndian), (windows(table), .windows1252),
            ] {
                let (text, found) = try decoded(bytes, step: step)
                #expect(text == table, "\(encoding) \(step)")
                #expect(found == encoding)
            }
        }
        #expect(try decoded([0xEF, 0xBB, 0xBF] + plain).1 == .utf8)
        #expect(try decoded(Array("a,b\n".utf8)).1 == nil)
        #expect(try decoded([]).0 == "")
    }

    @Test("Letters beyond the basic plane come whole through UTF-16, half of one does not stop it")
    func pairs() throws {
        let text = "a,😀,𝒳\n"
        for step in [1, 2, 3, 5] {
            #expect(try decoded([0xFF, 0xFE] + utf16(text, isBig: false), step: step).0 == text)
        }
        let half = [0xFF, 0xFE] + utf16(text, isBig: false) + [0x3D, 0xD8]
        #expect(try decoded(half).0.hasPrefix(text))
        #expect(try decoded([0xFF, 0xFE, 0x61]).0 == "\u{FFFD}")
    }

    @Test("The first letter beyond ASCII decides, also far down")
    func late() throws {
        let ascii = String(repeating: "L-1,2026-03-01,beurs\n", count: 60_000)
        let (text, encoding) = try decoded(windows(ascii + "é\n"))
        #expect(encoding == .windows1252)
        #expect(text == ascii + "é\n")
        // One byte of it alone could be the start of a letter in UTF-8: that is not decided yet.
        let short = String(repeating: "L-1,2026-03-01,beurs\n", count: 99)
        for step in [1, 2, 5] {
            #expect(try decoded(windows(short + "é\n"), step: step).0 == short + "é\n")
            #expect(try decoded(windows(short + "é"), step: step).0 == short + "é")
            #expect(try decoded(Array((short + "é\n").utf8), step: step).1 == .utf8)
        }
        // A letter that is cut by the end of a chunk is still UTF-8.
        for step in 1...9 {
            #expect(try decoded(Array("aaaa€é😀\n".utf8), step: step).1 == .utf8)
        }
    }

    @Test("Bytes thrown together decode to something, and never stop the program")
    func noise() throws {
        var random = SplitMix64(seed: 11)
        for _ in 0..<300 {
            let bytes = (0..<random.below(200)).map { _ in UInt8(random.below(256)) }
            let marked: [[UInt8]] = [[], [0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF]]
            _ = try decoded(marked[random.below(4)] + bytes, step: 1 + random.below(9))
        }
    }

    private func reading(_ text: String) throws -> Reading {
        try Reading.read([ByteSource(name: "x.csv", text: text)], options: ReadingOptions())
    }

    @Test("Titles above the header, a first line sep=, and blank lines are no rows")
    func starts() throws {
        for front in [
            "", "sep=;\n", "SEP=;\r\n\r\n", "Report of leads\n\"1 March, 2026\"\n\n", "\n\n;;;\n",
            "Exported by;Jan\nOn;2026-03-01\n",
        ] {
            let reading = try reading(front + table)
            #expect(reading.facts.counts.leads == 1, "\(front)")
            #expect(reading.tables[0].rows == 1)
            #expect(reading.problems.isEmpty)
        }
        // Lines are counted from the top of the file.
        let wrong = try reading("Title\n\n" + table.replacing("2026-03-01", with: "soon"))
        #expect(wrong.problems.listed.first?.line == 4)
        // What sep= names goes before what the header looks like.
        #expect(throws: IntakeErrors.self) { try reading("sep=,\n" + table) }
    }

    @Test("A table from a Dutch Excel gives the same data as the one it was made of")
    func sameFacts() throws {
        let options = ReadingOptions()
        let prints = try [
            Array(table.utf8), windows(table), [0xFF, 0xFE] + utf16(table, isBig: false),
        ]
        .map { bytes in
            try Reading.read([ByteSource(name: "x.csv", bytes: bytes)], options: options)
                .facts.fingerprint
        }
        #expect(prints[0] == prints[1] && prints[1] == prints[2])
    }
}
