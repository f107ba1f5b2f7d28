internal import Foundation
internal import Leads
internal import Quantities

/// Whose payload leads come in: what a webhook sends is laid out as a row of that vendor's export, and read as one.
enum Vendor: String, CaseIterable {
    case hubspot, pipedrive, form

    /// The columns that every row has: the id, the moment of creation, and what tells the export.
    var columns: [String] {
        switch self {
        case .hubspot: ["hs_object_id", "createdate", "lifecyclestage"]
        case .pipedrive: ["Lead - ID", "Lead - Lead created", "Lead - Title"]
        case .form: ["lead_id", "created_at", "source"]
        }
    }

    /// The column in which an address stands.
    var address: String {
        switch self {
        case .hubspot, .form: PersonalField.email.rawValue
        case .pipedrive: "Person - Email"
        }
    }

    /// Why a payload says too little, with the step in which the vendor sends more.
    var howToSend: String {
        switch self {
        case .hubspot:
            "It holds no property of a contact. In the workflow choose Send a webhook, method POST, and as request body all contact properties, or the ones that the rules ask for."
        case .pipedrive:
            "It holds no field of a lead or a person. In Pipedrive choose Tools and apps, Webhooks, with the event create and the object lead or person."
        case .form:
            "It holds no field of a form. Send each field by its name, such as email, company and job_title."
        }
    }

    /// The cells of a row by column; nil where the payload holds no field.
    func row(_ payload: [String: Any]) -> [String: Any]? {
        switch self {
        case .hubspot: Self.hubspot(payload)
        case .pipedrive: Self.pipedrive(payload)
        case .form: Self.form(payload)
        }
    }

    private static func hubspot(_ payload: [String: Any]) -> [String: Any]? {
        var cells: [String: Any] = [:]
        for (name, value) in payload["properties"] as? [String: Any] ?? payload {
            // Of the whole contact each property is an object with its value.
            let value = (value as? [String: Any]).flatMap { $0["value"] } ?? value
            cells[name] = moment(value, name)
        }
        for name in ["vid", "objectId", "hs_object_id"] where cells["hs_object_id"] == nil {
            cells["hs_object_id"] = payload[name] ?? cells[name]
        }
        let own: Set<String> = [
            "hs_object_id", "vid", "objectId", "portalId", "subscriptionType", "subscriptionId",
            "eventId",
            "appId", "occurredAt", "attemptNumber", "changeSource", "changeFlag",
        ]
        let asked = cells.filter { !own.contains($0.key) && !($0.value is NSNull) }
        guard !asked.isEmpty else { return nil }
        return cells.filter { asked[$0.key] != nil || $0.key == "hs_object_id" }
    }

    /// Days come as milliseconds since 1970 there.
    private static func moment(_ value: Any, _ name: String) -> Any {
        guard name.contains("date"), let number = Int64("\(value)"),
            number > 100_000_000_000
        else { return value }
        return Instant(seconds: number / 1000).written
    }

    private static func pipedrive(_ payload: [String: Any]) -> [String: Any]? {
        let data =
            (payload["data"] ?? payload["current"]) as? [String: Any] ?? payload
        func first(_ names: String...) -> Any? {
            for name in names {
                switch data[name] {
                case let text as String where !text.isEmpty: return text
                case let number as NSNumber: return number
                case let list as [[String: Any]]:
                    let found = list.first { $0["primary"] as? Bool ?? false } ?? list.first
                    if let value = found?["value"] { return value }
                case let object as [String: Any]:
                    if let name = object["name"] { return name }
                default: continue
                }
            }
            return nil
        }
        var cells: [String: Any] = [:]
        cells["Lead - ID"] = first("id")
        cells["Lead - Title"] = first("title", "name")
        cells["Lead - Lead created"] = first("add_time")
        cells["Lead - Source channel"] = first("channel", "source_name", "origin")
        cells["Person - Email"] = first(PersonalField.email.rawValue, "emails", "primary_email")
        cells["Lead - Organization"] = first("org_name", "organization", "org_id")
        cells["Person - Job title"] = first(PersonalField.jobTitle.rawValue)
        let asked = cells.filter { $0.key != "Lead - ID" && $0.key != "Lead - Lead created" }
        return asked.isEmpty ? nil : cells
    }

    private static func form(_ payload: [String: Any]) -> [String: Any]? {
        var cells: [String: Any] = [:]
        for (name, value) in payload {
            let folded = name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
            cells[fields[String(folded)] ?? String(folded)] = value
        }
        return cells.isEmpty ? nil : cells
    }

    /// What forms call the fields of a lead.
    private static let fields: [String: String] = {
        let others = [
            "id": "lead_id", "sector": "industry", "branche": "industry",
            "medewerkers": "employees", "land": "country", "utm_source": "source",
            "utm_medium": "medium", "utm_campaign": "campaign", "form": "first_conversion",
            "formulier": "first_conversion",
        ]
        let persons: [(PersonalField, [String])] = [
            (.email, ["e_mail", "email_address", "e_mailadres"]),
            (.firstName, ["voornaam", "firstname"]),
            (.lastName, ["achternaam", "lastname"]), (.phone, ["telefoon", "tel"]),
            (.jobTitle, ["functie", "jobtitle", "title"]),
            (.company, ["bedrijf", "organisation", "organization", "company_name"]),
        ]
        return persons.reduce(into: others) { fields, person in
            for word in person.1 { fields[word] = person.0.rawValue }
        }
    }()
}

extension Instant {
    /// Such as 2026-11-29T12:00:00Z.
    var written: String {
        let seconds = Int(self.seconds % 86_400)
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { part in
            part < 10 ? "0\(part)" : "\(part)"
        }
        return "\(TimeZoneRule.utc.day(of: self))T\(parts.joined(separator: ":"))Z"
    }
}
