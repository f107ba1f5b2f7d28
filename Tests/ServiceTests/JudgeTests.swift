#if Service
    import Foundation
    import TestSupport
    import Testing

    /// A lead that comes in is judged as one in a file is.
    struct JudgeTests {
        private static let headers = [
            ("Content-Type", "application/json"), ("Sec-Fetch-Site", "same-origin"),
        ]

        @Test("judge says of a lead what explain says of it")
        func same() throws {
            let place = try TemporaryPlace()
            _ = try Command.run(["demo"], in: place.url)
            let folder = place.url.appendingPathComponent("mql-demo")
            let service = try RunningService(in: folder)
            let cookie = try service.enter()
            func rows(_ name: String) throws -> [[String: String]] {
                let text = try String(
                    contentsOf: folder.appendingPathComponent("\(name).csv"), encoding: .utf8)
                let lines = text.split(separator: "\n").map {
                    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                }
                return lines.dropFirst().map { cells in
                    Dictionary(uniqueKeysWithValues: zip(lines[0], cells))
                }
            }
            let (activities, stages) = (try rows("activities"), try rows("stages"))
            let leads: [[String: Any]] = try rows("leads").filter { $0.count > 5 }.prefix(25).map {
                lead in
                var lead: [String: Any] = lead
                let id = lead["lead_id"] as? String
                lead["activities"] = activities.filter { $0["lead_id"] == id }
                lead["stages"] = stages.filter { $0["lead_id"] == id }
                return lead
            }
            let body = try JSONSerialization.data(withJSONObject: ["leads": leads])
            let answer = try service.ask(
                "/api/1/judge?as-of=2026-10-01", "POST", headers: Self.headers + [cookie],
                body: Array(body))
            #expect(answer.status == 200)
            let judged = try #require(
                try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
            let all = try #require(judged["leads"] as? [[String: Any]])
            #expect(all.count == leads.count && all.count >= 20)
            for var one in all {
                let id = try #require(one["lead_id"] as? String)
                let printed = try Command.run(["explain", id, "--format", "json"], in: folder)
                    .output
                let explained = try #require(
                    try JSONSerialization.jsonObject(with: Data(printed.utf8)) as? NSDictionary)
                one["objections"] = nil
                one["assumed"] = nil
                #expect((one["caution"] as? String)?.contains("mql review says it") == true)
                one["caution"] = nil
                #expect(NSDictionary(dictionary: one) == explained, "\(id)")
            }
        }

        @Test(
            "What is wrong with a lead is told with its place, all at once; whoever has objected is not judged"
        )
        func wrong() throws {
            let place = try TemporaryPlace()
            _ = try Command.run(["demo"], in: place.url)
            let service = try RunningService(in: place.url.appendingPathComponent("mql-demo"))
            let cookie = try service.enter()
            func judge(_ body: String) throws -> RunningService.Answer {
                try service.ask(
                    "/api/1/judge", "POST", headers: Self.headers + [cookie], body: Array(body.utf8)
                )
            }
            let bad = try judge(
                #"[{"lead_id":"a","created_at":"13/45/2026"},{"lead_id":"b","created_at":"2026-01-01","activities":[{"at":"yesterday","action":"x"}]}]"#
            )
            #expect(bad.status == 422)
            #expect(bad.text.contains("leads[0].created_at"))
            #expect(bad.text.contains("leads[1].activities[0].at"))
            for body in ["", "[", "5", "[]", "[1]", "{\"leads\":1}", "{\"email\":[1]}", "nul"] {
                #expect(try judge(body).status == 422, "\(body)")
            }
            let many = "[" + [String](repeating: "{}", count: 1_001).joined(separator: ",") + "]"
            #expect(try judge(many).status == 422)
            let objected = try judge(#"{"lead_id":"a","email":"a@b.nl","objected":true}"#)
            #expect(objected.status == 200)
            #expect(objected.text.contains("\"objected\": true") && !objected.text.contains("tags"))
            #expect(objected.text.contains("\"objections\": \"not checked\""))
            let assumed = try judge(#"{"email":"a@b.nl","shoe_size":43}"#)
            #expect(assumed.text.contains("\"assumed\": [\"created_at\"]"))
            // What was not sent is absent, as an empty cell of a file is.
            #expect(assumed.text.contains("no source in the file"))
            #expect(assumed.text.contains("\"ignored\": [\"shoe_size\"]"))
            #expect(
                try service.ask(
                    "/api/1/judge", "POST",
                    headers: [
                        cookie, ("Sec-Fetch-Site", "same-origin"), ("Content-Type", "text/plain"),
                    ],
                    body: Array("{}".utf8)
                ).status == 415)
        }

        @Test(
            "Payloads of HubSpot, Pipedrive and a form are read as their exports are; an empty one says what sends more"
        )
        func vendors() throws {
            let place = try TemporaryPlace()
            _ = try Command.run(["demo"], in: place.url)
            let service = try RunningService(in: place.url.appendingPathComponent("mql-demo"))
            let cookie = try service.enter()
            func judge(_ vendor: String, _ body: String) throws -> RunningService.Answer {
                try service.ask(
                    "/api/1/judge?as-of=2026-10-01&from=\(vendor)", "POST",
                    headers: Self.headers + [cookie],
                    body: Array(body.utf8))
            }
            // 1773480600000 ms is 14 March 2026, 09:30 UTC.
            let hubspot = try judge(
                "hubspot",
                #"{"vid":7421,"properties":{"createdate":{"value":"1773480600000"},"email":{"value":"j@firma.nl"},"jobtitle":{"value":"Hoofd inkoop"},"company":{"value":"Firma"},"numemployees":{"value":"120"},"country":{"value":"NL"},"hs_analytics_source":{"value":"PAID_SEARCH"}}}"#
            )
            #expect(hubspot.status == 200, "\(hubspot.text)")
            #expect(hubspot.text.contains(#""lead_id": "7421""#))
            #expect(hubspot.text.contains(#""key": "paid-search""#))
            #expect(hubspot.text.contains(#""key": "decision-maker""#))
            let pipedrive = try judge(
                "pipedrive",
                #"{"meta":{"action":"create"},"data":{"id":"a1","title":"Pompen","add_time":"2026-03-14T09:30:00Z","source_name":"google","email":[{"value":"j@firma.nl","primary":true}],"job_title":"Hoofd inkoop","org_name":"Firma"}}"#
            )
            #expect(pipedrive.status == 200, "\(pipedrive.text)")
            #expect(pipedrive.text.contains(#""lead_id": "a1""#))
            #expect(pipedrive.text.contains(#""key": "decision-maker""#))
            let form = try judge(
                "form",
                #"{"E-mail":"j@firma.nl","Functie":"Hoofd inkoop","Bedrijf":"Firma","utm_source":"google","utm_medium":"cpc"}"#
            )
            #expect(form.status == 422 || form.status == 200, "\(form.text)")
            let empty = try judge(
                "hubspot", #"[{"objectId":7421,"subscriptionType":"contact.creation"}]"#)
            #expect(empty.status == 422 && empty.text.contains("Send a webhook"))
            #expect(try judge("salesforce", "{}").status == 400)
        }
    }
#endif
