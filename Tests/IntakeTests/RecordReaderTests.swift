import Statistics
import Testing

@testable import Intake

struct RecordReaderTests {
    /// All rows of a text, a row with a quoting error as `["!", line, column]`.
    private func rows(_ text: String, chunk: Int = 1 << 20) throws -> [[String]] {
        var reader = try RecordReader(ByteSource(name: "test.csv", text: text), chunk: chunk)
        var result: [[String]] = []
        while true {
            switch try reader.next() {
            case .end: return result
            case .record: result.append((0..<reader.cellCount).map { reader.text($0) })
            case .badQuote:
                let place = reader.placeOfProblem
                result.append(["!", "\(place.line)", "\(place.column)"])
            case .tooLong: result.append(["too long"])
            case .badText: result.append(["bad text", "\(reader.line)"])
            case .cut: Issue.record("A text in one piece has no cut")
            }
        }
    }

    @Test(
        "Rows are read as RFC 4180 has them",
        arguments: [
            ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
            ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
            ("a,,\n", [["a", "", ""]]),
            (",\n", [["", ""]]),
            ("\n\na\n\n", [["a"]]),
            ("\u{FEFF}a\n", [["a"]]),
            ("\"a,b\",c\n", [["a,b", "c"]]),
            ("\"a\nb\",c\n", [["a\nb", "c"]]),
            ("\"say \"\"no\"\"\",c\n", [["say \"no\"", "c"]]),
            ("\"\"\"\"\n", [["\""]]),
            ("\"\",x\n", [["", "x"]]),
            ("\"a\"\r\nb", [["a"], ["b"]]),
            ("5\" pipe,b\n", [["5\" pipe", "b"]]),
            ("a,\"b\"", [["a", "b"]]),
            ("", []),
        ])
    func reading(text: String, expected: [[String]]) throws {
        #expect(try rows(text) == expected)
    }

    @Test("The size of the chunks makes no difference", arguments: [16, 17, 23, 64, 4096])
    func chunks(size: Int) throws {
        let text = """
            id,text,more
            1,"a ""quoted"" word, and a comma",x
            2,"two
            lines",yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy
            3,"does not close,z
            4,plain,é👋
            5,"closes" badly,q
            6,,

            """
        let expected = try rows(text)
        #expect(expected.count == 7)
        #expect(expected[3] == ["!", "5", "3"])
        #expect(try rows(text, chunk: size) == expected)
    }

    @Test("Cells of any length are found, wherever they stand", arguments: 0..<12)
    func lengths(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let longest = [2, 5, 70, 200][Int(seed) % 4]
        let expected = (0..<200).map { _ in
            ["x"]
                + (0..<random.below(9)).map { _ in
                    String(
                        repeating: ["a", "é", ",", "\n", "\""][random.below(5)],
                        count: random.below(longest))
                }
        }
        let text = expected.map { row in
            row.map { cell in
                cell.contains { ",\n\"".contains($0) } || random.below(5) == 0
                    ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
            }.joined(separator: ",") + (random.below(3) == 0 ? "\r\n" : "\n")
        }.joined()
        #expect(try rows(text) == expected)
        #expect(try rows(String(text.dropLast()), chunk: 16) == expected)
    }

    @Test("A quote that does not close costs one row, wherever it stands", arguments: 0..<20)
    func openQuote(place: Int) throws {
        let lines = (0..<20).map { $0 == place ? "\($0),\"open" : "\($0),closed" }
        let result = try rows(lines.joined(separator: "\n") + "\n")
        #expect(result.count == 20)
        #expect(result[place][0] == "!")
        #expect(result[place][1] == "\(place + 1)")
        for (number, row) in result.enumerated() where number != place {
            #expect(row == ["\(number)", "closed"])
        }
    }

    @Test("A quoted text over a mebibyte is one that lost its closing quote")
    func longText() throws {
        let long = String(repeating: "x", count: RecordReader.longestText + 10)
        let result = try rows("1,\"\(long)\"\n2,b\n")
        #expect(result == [["!", "1", "3"], ["2", "b"]])
        let most = String(repeating: "x", count: RecordReader.longestText - 10)
        #expect(try rows("1,\"\(most)\"\n2,b\n")[1] == ["2", "b"])
    }

    @Test("A line without an end is given up, not kept in memory")
    func longLine() throws {
        let long = String(repeating: "x", count: RecordReader.longestRow + 2_000_000)
        #expect(try rows("a,b\n\(long)\nc,d\n") == [["a", "b"], ["too long"], ["c", "d"]])
    }

    @Test("A row that is not UTF-8 is told, the others are read")
    func badText() throws {
        let bytes = Array("a,b\ncaf".utf8) + [0xE9] + Array(",x\n\"caf\"\"é\",y\n".utf8)
        var reader = try RecordReader(ByteSource(name: "test.csv", bytes: bytes))
        #expect(try reader.next() == .record)
        #expect(try reader.next() == .badText)
        #expect(reader.line == 2)
        #expect(try reader.next() == .record)
        #expect(reader.text(0) == "caf\"é")
        #expect(try reader.next() == .end)
    }

    @Test("A source that gives a few bytes at a time is read the same")
    func trickle() throws {
        let bytes = Array("id,text\n1,\"a,b\"\n2,é\n".utf8)
        for size in 1...5 {
            var position = 0
            let source = ByteSource(name: "pipe") { buffer in
                let count = min(size, bytes.count - position, buffer.count)
                buffer.copyBytes(from: bytes[position..<(position + count)])
                position += count
                return count
            }
            var reader = try RecordReader(source)
            #expect(reader.front == bytes)
            _ = try reader.next()
            _ = try reader.next()
            #expect(reader.text(1) == "a,b")
            _ = try reader.next()
            #expect(reader.text(1) == "é")
        }
    }

    @Test("A file full of quotes that do not close is given up, not looked through for ever")
    func manyOpenQuotes() throws {
        let line = "x\",\"\n"
        let bytes = Array(String(repeating: line, count: 60_000).utf8)
        var reader = try RecordReader(ByteSource(name: "test.csv", bytes: bytes))
        #expect(throws: IntakeError.self) {
            while try reader.next() != .end {}
        }
    }

    @Test("A row of two thousand cells is read whole")
    func manyCells() throws {
        let cells = (0..<2000).map { "c\($0)" }
        #expect(try rows(cells.joined(separator: ",") + "\n") == [cells])
    }

    @Test("A place is the line and the character at which a cell starts")
    func places() throws {
        var reader = try RecordReader(
            ByteSource(name: "test.csv", text: "a,b,c\n\"é\n2\",\"x\",y\n"))
        _ = try reader.next()
        _ = try reader.next()
        #expect(reader.line == 2)
        #expect(reader.place(ofCell: 1) == (3, 5))
        #expect(reader.place(ofCell: 9) == (2, 1))
    }
}
