#if Service
    import Foundation
    import TestSupport
    import Testing

    /// The pages on which exports are given and persons are found.
    struct DataPageTests {
        private static let leads =
            "lead_id,created_at,source,email\nL-1,2026-03-01,google-ads,anna.jansen@example.com\n"
            + "L-2,2026-03-02,linkedin,piet@example.com\nL-3,2026-03-03,linkedin,\n"
            + "L-4,2026-03-03,linkedin,\nL-5,2026-03-03,linkedin,\nL-6,2026-13-45,linkedin,\n"

        private struct Served {
            let place: TemporaryPlace
            let service: RunningService
            let cookie: (String, String)

            init(_ arguments: [String] = ["--import"]) throws {
                place = try TemporaryPlace()
                #expect(try Command.run(["init"], in: place.url).code == 0)
                service = try RunningService(arguments, in: place.url)
                cookie = try service.enter()
            }

            func get(_ path: String) throws -> RunningService.Answer {
                try service.ask(path, headers: [cookie])
            }

            func post(_ path: String, _ fields: [(String, String)], own: Bool = true) throws
                -> RunningService.Answer
            {
                let body = fields.map { name, value in
                    let encoded =
                        value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                    return "\(name)=\(encoded)"
                }.joined(separator: "&")
                return try service.ask(
                    path, "POST",
                    headers: [
                        cookie, ("Content-Type", "application/x-www-form-urlencoded"),
                        ("Sec-Fetch-Site", own ? "same-origin" : "cross-site"),
                    ], body: Array(body.utf8))
            }

            /// Sends files as the form of a browser does.
            func give(_ files: [(name: String, bytes: [UInt8])], own: Bool = true) throws
                -> RunningService.Answer
            {
                var body: [UInt8] = []
                for file in files {
                    body += Array(
                        ("--xX\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\(file.name)\"\r\n"
                            + "Content-Type: application/octet-stream\r\n\r\n").utf8)
                    body += file.bytes + Array("\r\n".utf8)
                }
                body += Array("--xX--\r\n".utf8)
                return try service.ask(
                    "/data/upload", "POST",
                    headers: [
                        cookie, ("Content-Type", "multipart/form-data; boundary=xX"),
                        ("Sec-Fetch-Site", own ? "same-origin" : "cross-site"),
                    ], body: body)
            }

            /// What stands in the folder for what comes in.
            var pending: [String] {
                let all = try? FileManager.default.subpathsOfDirectory(
                    atPath: place.path + "/mql-data/incoming")
                return (all ?? []).filter {
                    !$0.hasSuffix("body") && $0.split(separator: "/").count == 3
                }
            }

            var imports: Int {
                get throws {
                    try Command.run(["imports", "--format", "json"], in: place.url).output
                        .matches(of: /"number"/).count
                }
            }
        }

        @Test(
            "Files are shown before anything is kept, imported by a button, and taken back by one")
        func flow() throws {
            let served = try Served()
            let page = try served.get("/data")
            #expect(page.status == 200 && page["cache-control"] == "no-store")
            for word in [
                "enctype=\"multipart/form-data\"", "<label for=\"files\">", "aria-current=\"page\"",
            ] { #expect(page.text.contains(word), "\(word)") }
            let spend = Array("month,source,amount,currency\n2026-03,google-ads,100,EUR\n".utf8)
            let given = try served.give([
                ("leads.csv", Array(Self.leads.utf8)), ("../../spend?.csv", spend),
            ])
            #expect(given.status == 303, "\(given.text)")
            let address = try #require(given["location"])
            #expect(address.wholeMatch(of: /\/data\/pending\/[0-9a-f]{32}\?lang=en/) != nil)
            #expect(
                served.pending.map { ($0 as NSString).lastPathComponent }.sorted() == [
                    "leads.csv", "spend_.csv",
                ])
            let shown = try served.get(address)
            #expect(shown.status == 200)
            for word in ["lead_id", "linkedin", "spend_.csv"] {
                #expect(shown.text.contains(word), "\(word)")
            }
            // Nobody's name stands on it, and nothing is kept.
            #expect(!shown.text.contains("anna") && !shown.text.contains("piet@"))
            #expect(try served.imports == 0)
            let id = try #require(address.firstMatch(of: /[0-9a-f]{32}/).map { String($0.output) })
            #expect(try served.post("/data/import", [("id", id)], own: false).status == 403)
            let done = try served.post("/data/import", [("id", id)])
            #expect(done.status == 200, "\(done.text)")
            // The sixth lead stands on line 7, and its day begins at character 5.
            #expect(
                done.text.contains("data-title=\"Line\">7</td>")
                    && done.text.contains("data-title=\"Character\">5</td>"))
            #expect(try served.imports == 2)
            #expect(served.pending.isEmpty)
            #expect(try served.post("/data/import", [("id", id)]).status == 404)
            let link = try #require(
                done.text.firstMatch(of: /\/data\/rejects\/import-1\.csv/).map { String($0.output) }
            )
            let rejects = try served.get(link)
            #expect(rejects.status == 200 && rejects.text.contains("L-6,2026-13-45"))
            #expect(rejects["content-disposition"] == "attachment; filename=\"import-1.csv\"")
            #expect(try served.get("/data/rejects/../key").status == 404)
            let after = try served.get("/data?lang=nl")
            for word in ["leads.csv", "Terugdraaien", "Tot welke dag", "2026-03-03"] {
                #expect(after.text.contains(word), "\(word)")
            }
            let undone = try served.post("/data/undo", [("number", "1")])
            #expect(undone.status == 303)
            #expect(try served.get("/data").text.contains("taken back"))
            #expect(try served.get("/data/doctor").status == 200)
            #expect(try Command.run(["doctor"], in: served.place.url).code == 0)
        }

        @Test("What is not wanted goes, an Excel file is read too, and what is no form is refused")
        func others() throws {
            let served = try Served()
            let workbook = Fixtures.root.appendingPathComponent(
                "fixtures/exports/fair-workbook.xlsx")
            let given = try served.give([("beurs.xlsx", Array(try Data(contentsOf: workbook)))])
            let address = try #require(given["location"])
            #expect(try served.get(address).text.contains("beurs.xlsx"))
            let id = try #require(address.firstMatch(of: /[0-9a-f]{32}/).map { String($0.output) })
            #expect(try served.post("/data/cancel", [("id", id)]).status == 303)
            #expect(served.pending.isEmpty)
            #expect(try served.get(address).status == 404)
            #expect(try served.give([]).status == 400)
            #expect(try served.give([("", [])]).status == 400)
            #expect(try served.give([("a.csv", [1])], own: false).status == 403)
            #expect(try served.post("/data/upload", [("files", "a")]).status == 415)
            // Who only reads has no such page, and no way to it.
            let made = try Command.run(
                ["token", "add", "--name", "r", "--role", "read"], in: served.place.url)
            let secret = made.output.firstMatch(of: /mql_[0-9a-f]{64}/).map { String($0.output) }
            let token = ("Authorization", "Bearer \(try #require(secret))")
            #expect(try served.service.ask("/data", headers: [token]).status == 403)
            #expect(try served.service.ask("/privacy", headers: [token]).status == 403)
            let value = try served.service.ask("/value", headers: [token]).text
            #expect(!value.contains("href=\"/data") && !value.contains("href=\"/privacy"))
        }

        @Test("A person is found, handed over and erased by the owner, and stands in no address")
        func privacy() throws {
            let served = try Served([])
            try served.place.write(Self.leads, to: "leads.csv")
            #expect(
                try Command.run(["import", "leads.csv", "--accept-loss"], in: served.place.url).code
                    == 0)
            let start = try served.get("/privacy?lang=nl")
            #expect(start.status == 200 && start.text.contains("<label for=\"who\">"))
            #expect(try served.get("/data").status == 403)
            #expect(try served.get("/privacy/find?who=anna.jansen@example.com").status == 405)
            let who = ("who", "Anna.Jansen@example.com")
            #expect(try served.post("/privacy/find", [who], own: false).status == 403)
            let found = try served.post("/privacy/find", [who])
            #expect(found.status == 200 && found["cache-control"] == "no-store")
            #expect(found.text.contains("L-1") && found.text.contains("name=\"confirm\""))
            #expect(found.text.contains("<title>Privacy</title>"))
            let file = try served.post("/privacy/export", [who, ("format", "json")])
            let printed = try Command.run(
                ["privacy", "export", who.1, "--format", "json"], in: served.place.url)
            #expect(file.text == printed.output)
            let nobody = try served.post("/privacy/find", [("who", "--help")])
            #expect(nobody.status == 404 && nobody.text.contains("aria-invalid=\"true\""))
            #expect(try served.post("/privacy/find", [("who", " ")]).status == 400)
            #expect(try served.post("/privacy/erase", [who]).status == 400)
            let unsure = try served.post("/privacy/erase", [who, ("confirm", "yes")])
            #expect(unsure.status == 400 && unsure.text.contains("L-1"))
            #expect(unsure.text.contains("aria-describedby=\"wrong-confirm\""))
            let objected = try served.post("/privacy/object", [("who", "L-2")])
            #expect(objected.status == 200 && objected.text.contains("not judged any more"))
            let erased = try served.post("/privacy/erase", [who, ("confirm", "erase")])
            #expect(erased.status == 200, "\(erased.text)")
            #expect(try served.post("/privacy/find", [who]).status == 404)
            let old = try served.post("/privacy/retention", [("months", "36")])
            #expect(old.status == 200)
            // Nobody has been kept that long: there is nobody to erase.
            #expect(old.text.contains("0 leads") && !old.text.contains("name=\"confirm\""))
            #expect(try served.post("/privacy/retention", [("months", "0")]).status == 400)
            for name in ["register", "log"] {
                let shown = try served.post(
                    "/privacy/\(name)", [("format", "json"), ("file", "true")])
                let same = try Command.run(
                    ["privacy", name, "--format", "json"], in: served.place.url)
                #expect(shown.text == same.output)
                #expect(try served.post("/privacy/\(name)", []).status == 200)
            }
            let log = try Command.run(["privacy", "log"], in: served.place.url).output
            #expect(log.contains("token start") && log.contains("erase"))
            #expect(try Command.run(["doctor"], in: served.place.url).code == 0)
        }
    }
#endif
