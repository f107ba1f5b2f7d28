internal import Leads
internal import Quantities
internal import Valuation

/// What a rule book asks for, and what was seen of a lead, in words.
extension Wording {
    /// What is asked of a text: `> 50`, `in food, pharma`.
    func asked(_ test: TextTest) -> String {
        switch test {
        case .isOneOf(let words): "in \(words.joined(separator: ", "))"
        case .contains(let parts):
            self(
                "contains \(parts.joined(separator: ", "))",
                "bevat \(parts.joined(separator: ", "))")
        case .words(let words):
            self(
                "has the word \(words.joined(separator: ", "))",
                "heeft het woord \(words.joined(separator: ", "))")
        case .matches(let forms):
            self(
                "has the form \(forms.map(\.text).joined(separator: ", "))",
                "heeft de vorm \(forms.map(\.text).joined(separator: ", "))")
        case .over(let bound): "> \(plain(bound))"
        case .under(let bound): "< \(plain(bound))"
        case .between(let low, let high):
            self(
                "from \(plain(low)) to \(plain(high))",
                "van \(plain(low)) tot en met \(plain(high))")
        case .present(let wanted):
            wanted ? self("filled in", "ingevuld") : self("empty", "leeg")
        }
    }

    /// `employees > 50 and industry in food, pharma`.
    func asked(_ tests: [FieldTest], names: Names) -> String {
        tests.map { "\(names.name(of: $0.field, in: language)) \(asked($0.test))" }
            .joined(separator: self(" and ", " en "))
    }

    /// `at least 4 in one visit`.
    func asked(_ criterion: ActionCriterion) -> String {
        let amount = numbers.count(criterion.atLeast)
        let base =
            switch criterion.measure {
            case .times: self("at least \(amount)", "minstens \(amount)")
            case .seconds:
                (criterion.atLeast - 1) % 60 == 0
                    ? self(
                        "more than \((criterion.atLeast - 1) / 60) minutes",
                        "meer dan \((criterion.atLeast - 1) / 60) minuten")
                    : self("at least \(amount) seconds", "minstens \(amount) seconden")
            case .timesPerSession:
                self("at least \(amount) in one visit", "minstens \(amount) in één bezoek")
            case .visits: self("in at least \(amount) visits", "in minstens \(amount) bezoeken")
            }
        return criterion.withinDays.map {
            self("\(base) within \($0) days", "\(base) binnen \($0) dagen")
        } ?? base
    }

    /// What was seen: `employees "420"`, `industry not filled in`, `2`.
    func seen(_ seen: Explanation.Seen, names: Names) -> String {
        switch seen {
        case .fields(let fields): fields.map { self.seen($0, names: names) }.joined(separator: ", ")
        case .amount(let amount, .seconds):
            self("\(minutes(amount)) minutes", "\(minutes(amount)) minuten")
        case .amount(let amount, _): numbers.count(amount)
        }
    }

    func seen(_ field: Explanation.FieldText, names: Names) -> String {
        let name = names.name(of: field.field, in: language)
        return field.text.isEmpty
            ? self("\(name) not filled in", "\(name) niet ingevuld")
            : "\(name) \(field.text.quoted)"
    }

    /// `4:59`.
    private func minutes(_ seconds: Int) -> String {
        let rest = seconds % 60
        return "\(numbers.count(seconds / 60)):\(rest < 10 ? "0" : "")\(rest)"
    }

    private func plain(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15
            ? numbers.fixed(number, decimals: 0) : "\(number)"
    }

    /// Why a lead was given a tag.
    func reason(_ reason: Explanation.Reason, names: Names) -> String {
        switch reason {
        case .given: self("given in the file", "staat in het bestand")
        case .fields(let fields): fields.map { seen($0, names: names) }.joined(separator: ", ")
        case .unlisted(let text):
            self(
                "source \(text.quoted) is in no rule",
                "bron \(text.quoted) staat niet in het regelboek")
        case .absent: self("no source in the file", "geen bron in het bestand")
        case .action(let key, let day): "\(names.name(of: key, in: language)) \(self.day(day))"
        case .content(let day):
            self("the subject of \(self.day(day))", "het onderwerp van \(self.day(day))")
        case .firstConversion: self("first conversion", "eerste conversie")
        }
    }

    /// What earned points, or could have.
    func reason(_ reason: Explanation.Points.Reason, names: Names) -> String {
        func name(_ key: String) -> String { names.name(of: key, in: language) }
        return switch reason {
        case .action(let key): name(key)
        case .unknownAction(let text):
            self("\(text) (in no rule)", "\(text) (niet in het regelboek)")
        case .fit(let key): "fit: \(name(key))"
        case .profile(let field): self("profile: \(name(field))", "profiel: \(name(field))")
        case .source(let key): self("source: \(name(key))", "bron: \(name(key))")
        case .channel(let channel): self("channel: ", "kanaal: ") + self.channel(channel)
        case .inactivity(let days):
            self("inactivity (\(count(days, .day)))", "stilte (\(count(days, .day)))")
        }
    }

    func channel(_ channel: Channel) -> String {
        switch channel {
        case .inbound: self("a form", "een formulier")
        case .event: self("an event", "een evenement")
        case .interaction: self("tracked behaviour", "gemeten gedrag")
        }
    }

    func direction(_ direction: SourceRule.Direction) -> String {
        switch direction {
        case .inbound: self("inbound", "inbound")
        case .outbound: self("outbound", "outbound")
        }
    }

    func stage(_ stage: Stage) -> String {
        switch stage {
        case .mql: "MQL"
        case .contacted: self("contacted", "gesproken")
        case .sql: "SQL"
        case .opportunity: self("opportunity", "verkoopkans")
        case .won: self("won", "klant")
        case .lost: self("lost", "verloren")
        case .rejected: self("rejected", "afgewezen")
        }
    }

    /// A price and how it was worked out, so that it can be done again by hand.
    func price(
        _ price: PriceList.Price, intent: String, source: String?, persona: String?, names: Names
    ) -> [String] {
        func position(_ name: String, _ place: Int, _ weight: Int, _ isAssumed: Bool) -> String {
            "\(name) \(numbers.fixed(Double(place) / 1000, decimals: 2))"
                + (price.isEqualWeight ? "" : " × \(weight)")
                + (isAssumed ? self(" (assumed: the middle)", " (aanname: het midden)") : "")
        }
        func name(_ key: String) -> String { names.name(of: key, in: language) }
        let source = position(
            source.map(name) ?? self("source not known", "bron niet bekend"),
            price.sourcePosition, price.weights.source, price.isSourceAssumed)
        let persona = position(
            persona.map(name) ?? self("persona not known", "persona niet bekend"),
            price.personaPosition, price.weights.persona, price.isPersonaAssumed)
        let width = Money(cents: price.high.cents - price.low.cents, price.low.currency)
        let mean = price.position
        return [
            "\(self("band", "band")) \(name(intent)) \(numbers.money(price.low, whole: true))"
                + "–\(numbers.amount(price.high, whole: true)) (\(price.place)); "
                + self("in it: ", "daarin: ") + numbers.money(price.value),
            "\(source), \(persona), \(self("mean", "gemiddeld")) \(numbers.fixed(mean, decimals: 2)): "
                + "\(numbers.amount(price.low)) + \(numbers.fixed(mean, decimals: 4)) × "
                + "\(numbers.amount(width)) = \(numbers.amount(price.value))",
        ]
    }
}

/// What would turn a decision, and what two rule books say differently.
extension Wording {
    /// The one fact that would make it another decision: `With question: MQL.`
    func turned(_ turn: Explanation.Turned, names: Names) -> String {
        let (fact, other) = (names.phrase(for: turn.fact).text(language), decision(turn.decision))
        return switch turn.kind {
        case .withoutAction, .withoutCriterion:
            self("Without \(fact): \(other).", "Zonder \(fact): \(other).")
        case .withoutDisqualifier:
            self(
                "Were it not disqualified as \(fact): \(other).",
                "Zonder de uitsluiting als \(fact): \(other).")
        case .withAction: self("With \(fact): \(other).", "Met \(fact): \(other).")
        case .withField:
            self("With \(fact) filled in: \(other).", "Met \(fact) ingevuld: \(other).")
        case .withCriterion:
            self("If \(fact) held: \(other).", "Als \(fact) klopte: \(other).")
        }
    }

    /// `fit/company-size, employees: {between: [20, 5000]} → {over: 100}`.
    func changed(_ change: RuleChange) -> String {
        let place = change.place + (change.part.map { ", \($0)" } ?? "")
        return switch (change.before, change.after) {
        case (let before?, let after?): "\(place): \(before) → \(after)"
        case (nil, let after?): self("new: ", "nieuw: ") + "\(place): \(after)"
        case (let before?, nil): self("gone: ", "vervallen: ") + "\(place): \(before)"
        case (nil, nil): place
        }
    }
}
