internal import Quantities

/// What the fields of a question and their choices are called by people, in both languages; programs use the keys.
enum FieldWords {
    /// What a field is called.
    static func title(_ name: String, _ language: Language) -> String {
        guard let found = titles[name] else {
            let text = name.replacing("-", with: " ")
            return text.prefix(1).uppercased() + text.dropFirst()
        }
        return language == .nl ? found.nl : found.en
    }

    /// What one may choose; the key itself where it has no other name, as a currency.
    static func choice(_ key: String, _ language: Language) -> String {
        guard let found = choices[key] else { return key }
        return language == .nl ? found.nl : found.en
    }

    /// A sentence of the program with the names of fields in the place of its options: `--amount 60000` is
    /// `Amount 60000`.
    static func said(_ text: String, of verb: Verb?, _ language: Language) -> String {
        let names = (verb?.options.map(\.name) ?? []).sorted { $0.count > $1.count }
        return names.reduce(text) {
            $0.replacing("--\($1)", with: title($1, language))
        }
    }

    private static let titles: [String: (en: String, nl: String)] = [
        "period": ("Period", "Periode"), "by": ("Rows", "Rijen"), "lang": ("Language", "Taal"),
        "as-of": ("As of", "Stand van"), "unit": ("Counts as one", "Telt als één"),
        "amount": ("Amount", "Bedrag"), "margin": ("Margin per sale", "Marge per verkoop"),
        "required-return": ("Required return", "Gevraagde opbrengst"),
        "what-if": ("What if", "Wat als"), "full": ("All sections", "Alle onderdelen"),
        "cost": ("Cost per MQL", "Kosten per MQL"), "won": ("Won", "Gewonnen"),
        "closed": ("Decided", "Beslist"), "lead": ("Lead", "Lead"), "only": ("Only", "Alleen"),
        "against": ("Against", "Tegenover"), "currency": ("Currency", "Valuta"),
        "horizon": ("Days for an MQL", "Dagen voor een MQL"), "mqls": ("MQLs", "MQL's"),
        "sqls": ("SQLs", "SQL's"), "rules": ("Rule book", "Regelboek"),
        "not-contacted": ("Not called yet", "Nog niet gebeld"),
        "older-than": ("Waits longer than", "Wacht langer dan"),
        "limit": ("How many", "Hoeveel"), "seed": ("Seed of chance", "Startgetal toeval"),
        "known-on": ("Imported up to", "Geïmporteerd tot en met"), "excel": ("Excel", "Excel"),
        "tidy": ("A row a figure", "Een rij per cijfer"),
        "ledger": ("Spend by the books", "Besteed volgens de boeken"),
        "customers": ("Customers", "Klanten"),
        "fixed": ("Fixed for a source", "Vast voor een bron"),
        "min": ("At least for a source", "Minstens voor een bron"),
        "max": ("At most for a source", "Hoogstens voor een bron"),
        "whole": ("All or nothing for a source", "Alles of niets voor een bron"),
        "all": ("Divide all of it", "Alles verdelen"), "history": ("Learn from", "Leren van"),
        "between": ("Two rows", "Twee rijen"), "intent": ("Intent", "Intentie"),
        "source": ("Source", "Bron"), "persona": ("Persona", "Persona"),
        "better": ("Better content, in %", "Betere content, in %"),
    ]

    private static let choices: [String: (en: String, nl: String)] = [
        "en": ("English", "Engels"), "nl": ("Dutch", "Nederlands"),
        "source": ("Source", "Bron"), "intent": ("Intent", "Intentie"),
        "persona": ("Persona", "Persona"), "campaign": ("Campaign", "Campagne"),
        "content": ("Content", "Content"), "month": ("Month", "Maand"),
        "self_reported_source": ("As the lead said", "Volgens de lead"),
        "person": ("Person", "Persoon"), "company": ("Company", "Bedrijf"),
        "mql": ("MQLs", "MQL's"), "target_account": ("Target accounts", "Doelaccounts"),
        "nurture": ("To keep warm", "Warm houden"), "disqualified": ("Turned down", "Valt af"),
    ]
}
