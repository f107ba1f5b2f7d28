import Quantities
import Testing

/// How many cells of a terminal a text takes, by East Asian Width (UAX #11): W and F are 2.
struct DisplayWidthTests {
    @Test(
        "Wide letters and emoji take two cells, marks none, all else one",
        arguments: [
            ("", 0), ("beurs", 5), ("café", 4), ("€ 12,50", 7), ("–…·", 3),
            // Seven letters of katakana and kanji.
            ("ツイッター広告", 14), ("东京展会", 8), ("서울", 4), ("ﾊﾝｶｸ", 4), ("２０２６", 8), ("Ａ社", 4),
            // 2 for the picture, 1 for the blank, 11 letters.
            ("📣 nieuwsbrief", 14), ("✅", 2), ("☎", 1), ("☎️", 2), ("👍🏽", 2), ("👩‍💻", 2), ("👨‍👩‍👧‍👦", 2),
            ("🇳🇱", 2), ("1️⃣", 2),
            // The letter with its accent apart, and two accents on one letter.
            ("cafe\u{301}", 4), ("e\u{301}\u{323}", 1), ("a\u{200B}b", 2),
            ("\u{1112}\u{1161}\u{11AB}", 2),
            ("שָׁלוֹם", 4), ("①②", 2), ("｡､", 2),
        ])
    func cells(text: String, cells: Int) {
        #expect(text.cells == cells, "\(text)")
    }

    @Test("A text is cut by cells, and never in the middle of a letter")
    func shortened() {
        // Of 14 cells: four letters of 2 and the sign are 9; with room for 10 the next would need 11.
        #expect("ツイッター広告".shortened(toCells: 9) == "ツイッタ…")
        #expect("ツイッター広告".shortened(toCells: 10) == "ツイッタ…")
        #expect("ツイッター広告".shortened(toCells: 14) == "ツイッター広告")
        #expect("beursvloer".shortened(toCells: 6) == "beurs…")
        #expect("👩‍💻👩‍💻👩‍💻".shortened(toCells: 4) == "👩‍💻…")
        #expect("cafe\u{301}bar".shortened(toCells: 5) == "cafe\u{301}…")
        for width in 2...14 {
            #expect("东京📣展会e\u{301}".shortened(toCells: width).cells <= width)
        }
    }

    @Test("Padding fills up to the cells, in front or behind")
    func padded() {
        #expect("东京".padded(toCells: 6) == "东京  ")
        #expect("12".padded(toCells: 4, atStart: true) == "  12")
        #expect("ツイッター広告".padded(toCells: 14) == "ツイッター広告")
        #expect("long".padded(toCells: 2) == "long")
    }
}
