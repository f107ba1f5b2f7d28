import Leads
import Testing

struct WildcardTests {
    @Test(
        "A star stands for anything, a question mark for one character",
        arguments: [
            ("*@*.nl", "jan@bedrijf.nl", true), ("*@*.nl", "jan@bedrijf.be", false),
            ("crm-*", "CRM-export", true), ("crm-*", "my crm-export", false), ("*", "", true),
            ("", "", true), ("", "a", false), ("?", "é", true), ("?", "ab", false),
            ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXcYb", false), ("**", "abc", true),
            ("*inkoop*", "Hoofdinkoop NL", true), ("12??", "1234", true),
        ])
    func matches(form: String, text: String, expected: Bool) {
        #expect(Wildcard(form).matches(text) == expected)
    }

    @Test("Many stars and a text that nearly fits take no time")
    func nearMiss() {
        let form = Wildcard(String(repeating: "a*", count: 40) + "b")
        #expect(!form.matches(String(repeating: "a", count: 2000)))
    }
}
