package import Leads

/// What marketing and sales agreed on about the moment at which a lead changes hands.
package struct Handover: Hashable, Sendable {
    /// Within how many days sales speaks to an MQL; nil where nothing was agreed.
    package var contactWithinDays: Int?
    /// What sales wants to know before it calls a lead an SQL.
    package var checklist: [ChecklistItem] = []
    /// Why sales may reject an MQL.
    package var rejections: [RejectionRule] = []

    package init() {}
}

/// One question of the hand-over checklist: answered by fields of the lead, or by a stage.
package struct ChecklistItem: Hashable, Sendable {
    package let key: String
    /// All must hold.
    package let tests: [FieldTest]
    /// A stage that answers it by itself.
    package let stage: Stage?
    package let line: Int

    package init(key: String, tests: [FieldTest], stage: Stage?, line: Int) {
        self.key = key
        self.tests = tests
        self.stage = stage
        self.line = line
    }
}

/// A reason for which sales rejects MQLs, and the words by which it is known.
package struct RejectionRule: Hashable, Sendable {
    package let key: String
    package let labels: [String]
    package let line: Int

    package init(key: String, labels: [String], line: Int) {
        self.key = key
        self.labels = labels
        self.line = line
    }
}

/// The codes of the reasons for which sales rejects, by the words that people write.
package struct RejectionCodes: Sendable {
    private let codes: [String: String]

    /// Of two codes with one label the first counts.
    package init(_ handover: Handover) {
        var codes: [String: String] = [:]
        for rule in handover.rejections.reversed() {
            for label in [rule.key] + rule.labels { codes[TextTest.folded(label)] = rule.key }
        }
        self.codes = codes
    }

    /// The code of a reason as somebody wrote it; the text itself where no rule knows it.
    package func code(of reason: String) -> String { codes[TextTest.folded(reason)] ?? reason }
}

/// How persons are put together as companies.
package struct CompanyRules: Hashable, Sendable {
    /// Domains of mailboxes that anybody can have.
    package var freeMail: [String] = []
    /// Texts that stand in the place of a name and are none.
    package var notNames: [String] = []
    /// Words that only say what kind of company it is.
    package var legalForms: [String] = []

    package init() {}
}

/// How much source and persona weigh in the place of an MQL inside its value band. The intent
/// weighs most: it chooses the band.
package struct BandWeights: Hashable, Sendable {
    package var source = 1
    package var persona = 1

    package init(source: Int = 1, persona: Int = 1) {
        self.source = source
        self.persona = persona
    }
}
