internal import Quantities

extension YAMLField {
    /// An answer, which stands alone or with who gave it and when:
    /// `{value: 40%, by: controller, on: 2026-03-03}`.
    ///
    /// - Parameter isSection: whether the answer itself is a section, of which the names are somebody's own
    ///   words: then it is one with who gave it only where its value is a section or a list.
    func answer(isSection: Bool = false) -> (value: YAMLField, said: Said?) {
        guard self.isSection else { return (self, nil) }
        if isSection {
            let inner = entry("value")
            guard inner?.isSection == true || inner?.items != nil else { return (self, nil) }
        }
        let section = section(["value", "by", "on"])
        guard let value = section["value"] else {
            note("value is missing: the answer itself")
            return (self, nil)
        }
        let said = Said(by: section["by"]?.string() ?? "", on: section["on"]?.day())
        return (value, said == Said() ? nil : said)
    }
}

extension Said? {
    /// An answer as a file has it, with who gave it where that is known.
    func yaml(of answer: String) -> String {
        guard let self, self != Said() else { return answer }
        let by = self.by.isEmpty ? "" : ", by: \(self.by.yaml)"
        let on = self.on.map { ", on: \($0)" } ?? ""
        return "{value: \(answer)\(by)\(on)}"
    }
}
