import Leads
import Testing

struct MailAddressTests {
    @Test(
        "One person's address is the same in every form in which files write it",
        arguments: [
            "tess.vaart@oever.example", "Tess.Vaart@Oever.EXAMPLE", "  tess.vaart@oever.example ",
            "tess.vaart@oever.example.", "tess.vaart@oever.example,", "tess.vaart@oever.example;",
            "mailto:tess.vaart@oever.example", "MAILTO:Tess.Vaart@oever.example?subject=Hallo",
            "Tess Vaart <tess.vaart@oever.example>", "\"Vaart, Tess\" <tess.vaart@oever.example>",
            "Vaart, Tess <tess.vaart@oever.example>", "<tess.vaart@oever.example>",
            "'tess.vaart@oever.example'", "“tess.vaart@oever.example”",
            "smtp:tess.vaart@oever.example",
            "tess.vaart@oever.example (werk)", "tess.vaart%40oever.example",
            "tess.vaart @ oever.example",
            "\u{200B}tess.vaart@oever.example\u{FEFF}", "\u{A0}tess.vaart@oever.example\u{A0}",
            "\"tess.vaart\"@oever.example", "E-mail: tess.vaart@oever.example",
            "tess.vaart＠oever.example",
            "tess.vaart@oever.example, tess.vaart@OEVER.example",
        ])
    func forms(text: String) {
        #expect(MailAddress.all(in: text).map(\.text) == ["tess.vaart@oever.example"])
        #expect(MailAddress(text)?.domain == "oever.example")
    }

    @Test(
        "Several addresses in one cell are several, in their order",
        arguments: [
            "a@x.example,b@y.example", "a@x.example; B@Y.example", "a@x.example b@y.example",
            "a@x.example|b@y.example", "a@x.example/b@y.example",
            "An <a@x.example>, \"Bos, B\" <b@y.example>", "a@x.example\nb@y.example",
            "a@x.example & b@y.example",
        ])
    func several(text: String) {
        #expect(MailAddress.all(in: text).map(\.text) == ["a@x.example", "b@y.example"])
    }

    @Test(
        "What is no address identifies nobody",
        arguments: [
            "", "-", "n/a", "geen", "@", "@oever.example", "tess@", "tess.vaart",
            "Tess Vaart @oever",
            "50%", "%40", " @ ", "<>@<>", "a@-", "\"\"@x", "tess @ de oever",
        ])
    func none(text: String) {
        #expect(MailAddress.all(in: text).isEmpty)
    }

    @Test(
        "Others' addresses stay others'",
        arguments: [
            ("o'brien@x.example", "o'brien@x.example"), ("a+b@x.example", "a+b@x.example"),
            ("_a@x.example", "_a@x.example"), ("a_b@x.example", "a_b@x.example"),
            ("ÉMILE@école.example", "émile@école.example"), ("a@localhost", "a@localhost"),
            ("a=b@x.example", "a=b@x.example"), ("a.@x.example", "a.@x.example"),
            ("tess-vaart@oever.example", "tess-vaart@oever.example"),
        ])
    func others(text: String, expected: String) {
        #expect(MailAddress.all(in: text).map(\.text) == [expected])
    }

    @Test("An address of plain signs alone is told from every other text, wherever its signs stand")
    func plain() {
        // The signs of an address, and those beside them in the order of signs.
        let signs = Array("az09.-@AZ,/:`{_+ \u{7F}".utf8) + [0xAD, 0xB0, 0xE1, 0xFF]
        func isPlain(_ sign: UInt8) -> Bool { signs[..<6].contains(sign) }
        func isEnd(_ sign: UInt8) -> Bool { signs[..<4].contains(sign) }
        var state: UInt64 = 11
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<50_000 {
            var text = (0..<(2 + draw(28))).map { _ in signs[draw(6)] }
            text[draw(text.count)] = UInt8(ascii: "@")
            if draw(2) == 0 { text[draw(text.count)] = signs[draw(signs.count)] }
            let parts = text.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
            let isAddress =
                parts.count == 2 && parts[0].first.map(isEnd) == true
                && parts[1].first.map(isEnd) == true && parts[1].last.map(isEnd) == true
                && text.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "@") }
            let place = text.withUnsafeBytes { MailAddress.plainPlace(in: $0) }
            #expect(place == (isAddress ? parts[0].count : nil), "\(text)")
        }
    }

    @Test("What was found is found again in itself, and bytes are handed on as they are")
    func stable() {
        let pieces = [
            "a", "B", "@", ".", "-", "_", "+", "<", ">", ",", " ", "é", "%40", "\"", "1", "'",
        ]
        var state: UInt64 = 7
        for _ in 0..<20_000 {
            var text = ""
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            for _ in 0..<((state >> 40) % 12) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += pieces[Int(state >> 33) % pieces.count]
            }
            let found = MailAddress.all(in: text)
            for address in found {
                #expect(MailAddress.all(in: address.text) == [address], "\(text)")
            }
            var handed: [String] = []
            var copy = text
            copy.withUTF8 { bytes in
                MailAddress.each(in: UnsafeRawBufferPointer(bytes)) {
                    handed.append(String(decoding: $0, as: UTF8.self))
                }
            }
            #expect(handed == found.map(\.text))
        }
    }
}
