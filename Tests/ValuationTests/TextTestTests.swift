import Quantities
import Testing

@testable import Valuation

struct TextTestTests {
    @Test(
        "A test on a text has a yes or a no",
        arguments: [
            (TextTest.isOneOf(["food", "pharma"]), "Food", true),
            (.isOneOf(["food"]), "foods", false),
            (.isOneOf(["paid-social"]), "Paid Social", true),
            (.contains(["inkoop"]), "Hoofd Hoofdinkoop", true),
            (.contains(["inkoop"]), "", false),
            (.contains([""]), "x", false),
            (.words(["intern"]), "International sales", false),
            (.words(["intern"]), "Sales intern", true),
            (.words(["managing director"]), "Managing-Director NL", true),
            (.words(["managing director"]), "Director managing", false),
            (.over(50), "51", true), (.over(50), "50", false), (.over(50), "", false),
            (.over(50), "51-200", true), (.over(50), "11-50", false), (.over(50), "40-60", false),
            (.over(50), "1000+", true), (.under(50), "1000+", false), (.over(50), "many", false),
            (.between(20, 5000), "20", true), (.between(20, 5000), "5000", true),
            (.between(20, 5000), "5001", false), (.between(20, 5000), "19.5", false),
            (.present(true), "x", true), (.present(true), "", false), (.present(false), "", true),
            (.over(50), "nan", false), (.over(50), "inf", false),
        ])
    func answers(test: TextTest, text: String, holds: Bool) {
        #expect(test.holds(for: text) == holds)
    }
}

struct SourceDirectoryTests {
    private func directory() -> SourceDirectory {
        var ads = SourceRule(key: "google-ads", line: 1)
        ads.when = [
            FieldTest(field: "source", test: .isOneOf(["google"])),
            FieldTest(field: "medium", test: .isOneOf(["cpc", "ppc"])),
        ]
        var organic = SourceRule(key: "organic-search", line: 2)
        organic.labels = ["seo", "google"]
        return SourceDirectory([ads, organic])
    }

    @Test("The file's own word goes first, then conditions, then labels, then the text itself")
    func order() {
        var directory = directory()
        func key(_ source: String, _ medium: String = "") -> String {
            let number = directory.resolve(source: source, medium: medium, campaign: "").number
            return directory.keys[number]
        }
        #expect(key("Google Ads") == "google-ads")
        #expect(key("google", "cpc") == "google-ads")
        #expect(key("google") == "organic-search")
        #expect(key("SEO", "x") == "organic-search")
        #expect(key("Fietsbeurs") == "Fietsbeurs")
        #expect(key("") == "(no source)")
        #expect(key("Fietsbeurs") == "Fietsbeurs")
    }
}

struct PriceListTests {
    @Test(
        "Source and persona place an MQL in its band",
        arguments: [
            // 200 + 300 × (0.3 + 0.5) ÷ 2 = 320
            (300, 500, 32_000), (0, 0, 20_000), (1000, 1000, 50_000),
            // Unknown is the middle: 200 + 300 × (0.5 + 0.8) ÷ 2 = 395
            (nil, 800, 39_500), (nil, nil, 35_000),
            // 200 + 300 × (0.333 + 0) ÷ 2 = 249.95
            (333, 0, 24_995),
        ])
    func prices(source: Int?, persona: Int?, cents: Int64) {
        var book = RuleBook(
            name: "t", version: 1, zone: .utc, decidedBy: .auto, file: "t.yaml",
            fingerprint: .init())
        book.intents = [
            IntentRule(
                key: "consideration", low: .init(cents: 20_000), high: .init(cents: 50_000), line: 7
            )
        ]
        let price = PriceList(book).price(
            intent: 0, sourcePosition: source, personaPosition: persona)
        #expect(price.value.cents == cents)
        #expect(price.isSourceAssumed == (source == nil))
        #expect(price.isPersonaAssumed == (persona == nil))
        #expect(price.place == ":7")
    }
}
