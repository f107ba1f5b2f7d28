import Foundation
import Quantities
import Reports

/// A question that an assistant may ask: what it is called, what it takes, and the call of the program that answers it.
struct AssistantTool: Sendable {
    /// Something that a question takes.
    struct Argument: Sendable {
        enum Kind: String, Sendable {
            case text = "string"
            case number
            case whole = "integer"
        }

        let name: String
        let kind: Kind
        let about: String
        /// The option of the program that takes it; nil where it is the word that the command is about, or is of the
        /// answer and not of the question.
        var option: String?
        var isRequired = false
        var choices: [String] = []
    }

    let name: String
    let title: String
    let about: String
    let arguments: [Argument]
    /// The command of the program.
    let verb: String
    /// Options that are always given.
    var always: [String] = []
    /// The argument that is the word which the command is about.
    var subject: String?
    var readsData = true
    var hasShortScreen = false

    /// The most bytes of one answer.
    static let most = 4_000

    /// The argument by which more of an answer is asked.
    private static let part = Argument(
        name: "part", kind: .whole,
        about: "Which part of a long answer, from 1. An answer says how many parts it has.")

    private static let detail = Argument(
        name: "detail", kind: .text,
        about: "short (default) for one screen; full for every table and note.",
        choices: ["short", "full"])

    private static let period = Argument(
        name: "period", kind: .text,
        about:
            "The MQLs of which period: 2026, 2026-Q1, 2026-03 or 2026-01-01..2026-03-31. Default: everything.",
        option: "period")

    private static let asOf = Argument(
        name: "as_of", kind: .text, about: "The day up to which everything counts, as 2026-03-31.",
        option: "as-of")

    private static let requiredReturn = Argument(
        name: "required_return", kind: .number,
        about: "Euros of margin that every euro of cost has to bring, such as 2.",
        option: "required-return")

    static let all: [AssistantTool] = [
        AssistantTool(
            name: "report", title: "What MQLs cost and what came of them",
            about:
                "Per source: what was spent, MQLs, cost per MQL and per SQL, conversion with its 95% range against 1 in 10, "
                + "worth, return and advice. Start here. Figures with too few MQLs say so: do not call them high or low.",
            arguments: [
                period, asOf,
                Argument(
                    name: "by", kind: .text, about: "What the rows are. Default: source.",
                    option: "by",
                    choices: ["source", "campaign", "intent", "persona", "month"]),
                detail, part,
            ], verb: "report", hasShortScreen: true),
        AssistantTool(
            name: "why_source", title: "One source from nearer by",
            about:
                "What came of one source, how soon, by month and campaign, what it is worth against its cost, and what is "
                + "decided of it with the reasons.",
            arguments: [
                Argument(
                    name: "source", kind: .text,
                    about: "The source, as google-ads or as it is called in a report.",
                    isRequired: true),
                period, asOf, requiredReturn, part,
            ], verb: "source", subject: "source"),
        AssistantTool(
            name: "explain_lead", title: "Why a lead is an MQL or not",
            about:
                "Every criterion that held or did not, every point of the score, the decision and the guide price of one lead.",
            arguments: [
                Argument(
                    name: "lead", kind: .text, about: "The id of the lead, as L-0014.",
                    isRequired: true),
                asOf, part,
            ], verb: "explain", subject: "lead"),
        AssistantTool(
            name: "value", title: "What an MQL is worth, by numbers that you give",
            about:
                "Needs no data: from MQLs, SQLs, closed deals, won deals and the margin of a sale, the worth of an MQL with "
                + "its range and the most to pay for one.",
            arguments: [
                Argument(
                    name: "mqls", kind: .whole, about: "How many MQLs had their time.",
                    option: "mqls", isRequired: true),
                Argument(
                    name: "sqls", kind: .whole, about: "How many of these became an SQL.",
                    option: "sqls", isRequired: true),
                Argument(
                    name: "closed", kind: .whole, about: "How many SQLs were decided.",
                    option: "closed", isRequired: true),
                Argument(
                    name: "won", kind: .whole, about: "How many of these were won.", option: "won",
                    isRequired: true),
                Argument(
                    name: "margin", kind: .number, about: "The margin of a sale.",
                    option: "margin", isRequired: true),
                Argument(
                    name: "cost", kind: .number, about: "What an MQL costs.", option: "cost"),
                requiredReturn, part,
            ], verb: "value", readsData: false),
        AssistantTool(
            name: "what_if", title: "What if conversion, margin or cost changed",
            about:
                "The cost and worth of an MQL, and whether the cost is justified, after a change.",
            arguments: [
                Argument(
                    name: "change", kind: .text,
                    about:
                        "What changes, with commas between: conversion=+20%, won=-10%, cost=-10% or margin=4000.",
                    option: "what-if", isRequired: true),
                period, asOf, requiredReturn, part,
            ], verb: "justify"),
        AssistantTool(
            name: "budget", title: "How to divide an amount over sources",
            about:
                "What each source gets, what that is expected to bring with ranges, and when not to spend all of it.",
            arguments: [
                Argument(
                    name: "amount", kind: .number, about: "How much there is to spend.",
                    option: "amount", isRequired: true),
                Argument(
                    name: "for_period", kind: .text,
                    about: "The months to spend it in, as 2026-Q4. Default: the next quarter.",
                    option: "period"),
                asOf, requiredReturn, detail, part,
            ], verb: "budget", hasShortScreen: true),
        AssistantTool(
            name: "check", title: "What is missing in the data",
            about:
                "Months without spend, files that end early, sources that stop: what that does to which figure, what mends "
                + "it, and what is not known. Ask this before drawing conclusions.",
            arguments: [period, asOf, part], verb: "check"),
    ]

    /// As a list of tools tells it.
    var json: JSONValue {
        let properties = arguments.map { argument -> (String, JSONValue) in
            var members: [(String, JSONValue)] = [
                ("type", .string(argument.kind.rawValue)), ("description", .string(argument.about)),
            ]
            if !argument.choices.isEmpty {
                members.append(("enum", .array(argument.choices.map(JSONValue.string))))
            }
            if argument.name == Self.part.name { members.append(("minimum", .int(1))) }
            return (argument.name, .object(members))
        }
        let required = arguments.filter(\.isRequired).map { JSONValue.string($0.name) }
        return .object([
            ("name", .string(name)), ("title", .string(title)), ("description", .string(about)),
            (
                "inputSchema",
                .object([
                    ("type", .string("object")), ("properties", .object(properties)),
                    ("required", .array(required)), ("additionalProperties", .bool(false)),
                ])
            ),
            (
                "annotations",
                .object([
                    ("readOnlyHint", .bool(true)), ("destructiveHint", .bool(false)),
                    ("idempotentHint", .bool(true)), ("openWorldHint", .bool(false)),
                ])
            ),
        ])
    }

    /// What is asked of the program.
    struct Question {
        let words: [String]
        let part: Int
    }

    /// What is wrong with what was given.
    struct Fault: Error {
        let message: String
    }

    /// The call of the program that answers it.
    ///
    /// - Parameters:
    ///   - given: what the assistant gave.
    ///   - data: the options that say which data are read.
    /// - Throws: `Fault` with all that is wrong.
    func question(_ given: [String: Any], data: [String]) throws -> Question {
        var faults: [String] = []
        let known = arguments.map(\.name)
        for name in given.keys.sorted() where !known.contains(name) {
            faults.append(
                "There is no argument \(name.quoted)."
                    + Spelling.suggestion(for: name, in: known).prefix { $0 != "\n" }
                    + " It takes \(known.joined(separator: ", ")).")
        }
        var texts: [String: String] = [:]
        for argument in arguments {
            guard let value = given[argument.name], !(value is NSNull) else {
                if argument.isRequired {
                    faults.append("\(argument.name) is missing: \(argument.about)")
                }
                continue
            }
            guard let text = Self.text(value, argument.kind) else {
                let kind =
                    argument.kind == .text
                    ? "a text" : argument.kind == .whole ? "a whole number" : "a number"
                faults.append("\(argument.name) has to be \(kind).")
                continue
            }
            guard argument.choices.isEmpty || argument.choices.contains(text) else {
                faults.append(
                    "\(argument.name) is one of \(argument.choices.joined(separator: ", ")), and not \(text.quoted)."
                )
                continue
            }
            texts[argument.name] = text
        }
        let part = texts[Self.part.name].flatMap { Int($0) } ?? 1
        if part < 1 { faults.append("part begins at 1.") }
        guard faults.isEmpty else { throw Fault(message: faults.joined(separator: " ")) }
        var words = [verb] + always
        for argument in arguments {
            guard let option = argument.option, let text = texts[argument.name] else { continue }
            // In one word, so that no value is taken for an option.
            words.append("--\(option)=\(text)")
        }
        if hasShortScreen, texts[Self.detail.name] == "full" { words.append("--full") }
        if readsData { words += data }
        words += ["--format", "text", "--no-pager", "--color", "never"]
        if let subject, let text = texts[subject] { words += ["--", text] }
        return Question(words: words, part: part)
    }

    /// A value as it is typed; nil where it is of another kind. A truth is a number too, as Foundation has it.
    private static func text(_ value: Any, _ kind: Argument.Kind) -> String? {
        switch (value, kind) {
        case (let text as String, .text):
            return text.unicodeScalars.contains { $0.value < 0x20 } ? nil : text
        case (let text as String, .number): return Double(text) == nil ? nil : text
        case (let number as NSNumber, .number), (let number as NSNumber, .whole):
            guard !"\(type(of: number))".contains("Bool") else { return nil }
            if kind == .whole {
                return number.doubleValue == Double(number.intValue) ? "\(number.intValue)" : nil
            }
            return number.stringValue
        default: return nil
        }
    }
}
