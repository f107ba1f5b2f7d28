import Quantities
import Testing

struct FoldedNameTests {
    @Test(
        "Two ways of writing one name meet",
        arguments: [
            ("Monteurs Zuid", "monteurs zuid"), ("Monteurs Zuid", "monteurs%20zuid"),
            ("Monteurs Zuid", "monteurs+zuid"), ("Monteurs Zuid", " Monteurs \u{A0} Zuid "),
            ("Monteurs Zuid", "monteurs_zuid"), ("Monteurs Zuid", "MONTEURS-ZUID"),
            ("Monteurs Zuid", "monteurs%2520zuid"), ("Monteurs Zuid", "monteurs+zuid+"),
            ("Monteurs Zuid", "monteurs%20zuid%20"), ("Monteurs \u{2013} Zuid", "monteurs-zuid"),
            ("Café Été", "cafe ete"), ("Café", "Cafe\u{301}"), ("Café", "caf%C3%A9"),
            ("Smørrebrød", "smorrebrod"), ("İstanbul", "istanbul"),
            // A plus that a name has itself, written as such and as an address writes it.
            ("Lenen + kopen", "lenen+%2B+kopen"), ("Lenen + kopen", "lenen+kopen"),
            ("C++", "c%2B%2B"), ("C++", "c++"), ("C++ bouwers", "c%2B%2B+bouwers"),
            ("C++ bouwers", "c++_bouwers"), ("Kanaal+", "kanaal%2B"),
            ("Kanaal+ films", "kanaal%2B+films"),
            ("50% korting", "50%25+korting"), ("Zero\u{200B}width", "zerowidth"),
        ])
    func meet(one: String, other: String) {
        #expect(FoldedName.of(one) == FoldedName.of(other))
    }

    @Test(
        "Other names do not",
        arguments: [
            ("C++", "C"), ("C++ bouwers", "C bouwers"), ("Kanaal+", "Kanaal"), ("C#", "C"),
            ("Zuid 1", "Zuid 2"), ("Zuid", "Zuidas"), ("-", ""), ("50%", "50"), ("-5", "5"),
            // An escape that is none, and one of another encoding.
            ("100%zz", "100zz"), ("caf%E9", "cafe"),
        ])
    func differ(one: String, other: String) {
        #expect(FoldedName.of(one) != FoldedName.of(other))
    }

    @Test("A long name of nothing but pluses takes no time")
    func long() {
        let pluses = String(repeating: "+", count: 200_000)
        #expect(FoldedName.of("a" + pluses + "b") == "a_b")
        #expect(FoldedName.of("a" + pluses) == "a" + pluses)
    }

    @Test("Folding what is folded changes nothing")
    func twice() {
        for text in ["Lenen + kopen", "C++ bouwers", " É-é__x ", "%", "%2", "+", "++", "a%2Bb"] {
            let folded = FoldedName.of(text)
            #expect(FoldedName.of(folded) == folded, "\(text)")
        }
    }
}
