import Leads
import Quantities
import Testing

@testable import Intake

/// Tables whose quotes and separators are other ones than most programs write.
struct DialectTests {
    private func facts(_ text: String) throws -> Facts {
        try Reading.read(
            [ByteSource(name: "x.csv", text: text)],
            options: ReadingOptions(leadFields: ["source", "campaign"])
        ).facts
    }

    @Test(
        "What a cell holds is the same however it is quoted",
        arguments: [
            // A blank behind each separator.
            "lead_id, created_at, source, campaign\nK-1, 2026-03-02, fair, \"Hall 2, north\"\n"
                + "K-2, 2026-03-03, fair, spring\n",
            "lead_id; created_at; source; campaign\r\nK-1; 2026-03-02; fair; \"Hall 2, north\"\r\n"
                + "K-2; 2026-03-03; fair; spring\r\n",
            // Apostrophes for quotes, of which one within a text is text.
            "'lead_id','created_at','source','campaign'\n'K-1','2026-03-02','fair','Hall 2, north'\n"
                + "'K-2','2026-03-03','fair','spring'\n",
            "lead_id, created_at, source, campaign\n'K-1', 2026-03-02, 'fair', 'Hall 2, north'\n"
                + "'K-2', 2026-03-03, 'fair', 'spring'\n",
            // Separators that tables have rarely.
            "lead_id^created_at^source^campaign\nK-1^2026-03-02^fair^Hall 2, north\n"
                + "K-2^2026-03-03^fair^spring\n",
            "lead_id~created_at~source~campaign\nK-1~2026-03-02~fair~\"Hall 2, north\"\n"
                + "K-2~2026-03-03~fair~spring\n",
        ])
    func forms(text: String) throws {
        let leads = try facts(text).leads
        #expect(leads.count == 2)
        #expect(leads.text("campaign", of: 0) == "Hall 2, north")
        #expect(leads.text("source", of: 1) == "fair")
        #expect(leads.text("campaign", of: 1) == "spring")
    }

    @Test("A backslash before a quote is taken out where rows would not close without that")
    func backslashes() throws {
        let leads = try facts(
            "lead_id,created_at,source,campaign\n"
                + "K-1,2026-03-02,fair,\"The \\\"big\\\" one, north\"\n"
                + "K-2,2026-03-03,fair,\"C:\\\\plans\"\n"
        ).leads
        #expect(leads.text("campaign", of: 0) == "The \"big\" one, north")
        #expect(leads.text("campaign", of: 1) == "C:\\plans")
    }

    @Test(
        "What most programs write is read as it was",
        arguments: [
            "lead_id,created_at,source,campaign\nK-1,2026-03-02,fair,'s-Gravenhage\n",
            "lead_id,created_at,source,campaign\nK-1,2026-03-02,fair,\"C:\\plans\\\"\n",
            "lead_id;created_at;source;campaign\nK-1;2026-03-02;fair;one, two, three\n",
            "lead_id,created_at,source,campaign\nK-1, 2026-03-02, fair, \"a\"\n",
            "lead_id,created_at,source,campaign\nK-1,2026-03-02,fair,a^b~c\n",
            "", "\n", "'", "\\\"",
        ])
    func usual(text: String) {
        #expect(Dialect(Array(text.utf8)) == nil)
    }

    @Test("A text is written anew alike, however it comes in pieces")
    func pieces() throws {
        var dialect = Dialect(separator: UInt8(ascii: ","))
        (dialect.quote, dialect.hasBlanks) = (UInt8(ascii: "'"), true)
        let text = "a, 'b'\r\n'it''s', \"c\" d\n'x\"y', 'lone ' one'\n'', '"
        // By hand: each quoted text in double quotes, its double quotes doubled, the blank gone; a cell that
        // begins with a double quote becomes a quoted one; the last text is cut off within its quotes.
        let expected =
            "a,\"b\"\r\n\"it's\",\"\"\"c\"\" d\"\n\"x\"\"y\",\"lone ' one\"\n\"\",\""
        for step in [1, 2, 3, 7, 100] {
            let bytes = Array(text.utf8)
            var place = 0
            let source = ByteSource(name: "x") { buffer in
                let count = min(step, buffer.count, bytes.count - place)
                buffer.copyBytes(from: bytes[place..<(place + count)])
                place += count
                return count
            }
            let all = try DialectText(source, dialect).standard.all()
            #expect(String(decoding: all, as: UTF8.self) == expected, "\(step)")
        }
    }

    @Test("Lines of rejected rows are those of the file")
    func lines() throws {
        let reading = try Reading.read(
            [
                ByteSource(
                    name: "x.csv",
                    text: "lead_id, created_at, source\nK-1, 2026-03-02, \"fair\nhall\"\n"
                        + "K-2, soon, fair\n")
            ], options: ReadingOptions())
        // The text of row 2 has a line end in it: K-2 stands on line 4.
        #expect(reading.problems.listed.map(\.line) == [4])
        #expect(reading.facts.leads.count == 1)
    }
}
