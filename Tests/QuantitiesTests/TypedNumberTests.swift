import Quantities
import TestSupport
import Testing

struct TypedNumberTests {
    @Test(
        "A number is read with a point or a comma before its decimals",
        arguments: [
            ("4000", 400_000), ("99.5", 9_950), ("99,50", 9_950), ("0.05", 5), ("-12,3", -1_230),
            ("0", 0), ("007", 700), ("123456789012345", 12_345_678_901_234_500),
        ] as [(String, Int64)])
    func amounts(text: String, cents: Int64) {
        #expect(TypedNumber.cents(text) == cents)
    }

    @Test(
        "What may be thousands is refused, and what was probably meant is said",
        arguments: [
            ("12.000", "12000"), ("12,000", "12000"), ("1.000", "1000"), ("1.234.567", "1234567"),
            ("1,234,567.89", "1234567.89"), ("60.000,50", "60000.50"), ("€ 60000", "60000"),
            ("60 000", "60000"), ("-3.500", "3500"), ("999.999", "999999"),
            // Nobody can tell.
            ("0.125", nil), ("1.2.3", nil), ("12.34.567", nil), ("1234.567", nil), ("twelve", nil),
            ("", nil), ("1e4", nil), (".", nil), ("12.", nil), ("0,000", nil), ("+5", "5"),
        ] as [(String, String?)])
    func thousands(text: String, meant: String?) {
        #expect(TypedNumber.cents(text) == nil)
        #expect(TypedNumber.meant(text) == meant)
    }

    @Test("A chance has four decimals and cannot be thousands; a whole number has none")
    func others() {
        #expect(TypedNumber("0.155", decimals: 4)?.units == 1_550)
        #expect(TypedNumber("0,1555", decimals: 4)?.units == 1_555)
        #expect(TypedNumber("1.000", decimals: 4) == nil)
        #expect(TypedNumber("12.3456", decimals: 4)?.units == 123_456)
        #expect(TypedNumber.whole("100") == 100)
        #expect(TypedNumber.whole("1.000") == nil && TypedNumber.whole("1.5") == nil)
        #expect(TypedNumber.meant("1.000", decimals: 0) == "1000")
        #expect(TypedNumber.meant("1.5", decimals: 0) == nil)
    }
}
