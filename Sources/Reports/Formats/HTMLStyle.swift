/// The style of every page. Colours are named once, for light, dark and print; a test works out the
/// contrast of all pairs that stand on each other.
package enum HTMLStyle {
    /// Names and values of the colours.
    package static let light: [(name: String, value: String)] = [
        ("paper", "#ffffff"), ("ink", "#1a1f26"), ("soft", "#4a5562"), ("line", "#77828f"),
        ("panel", "#f2f4f7"), ("bar", "#2f5d8a"), ("loss", "#a8431f"), ("range", "#4d83b5"),
        ("band", "#e3e7ec"), ("price", "#a8431f"),
    ]
    package static let dark: [(name: String, value: String)] = [
        ("paper", "#14181d"), ("ink", "#eef1f4"), ("soft", "#b3bdc8"), ("line", "#8792a0"),
        ("panel", "#1f252c"), ("bar", "#8ab4de"), ("loss", "#f0a384"), ("range", "#5584b5"),
        ("band", "#2a313a"), ("price", "#f0a384"),
    ]

    private static func variables(_ colours: [(name: String, value: String)]) -> String {
        colours.map { "--\($0.name):\($0.value)" }.joined(separator: ";")
    }

    package static let text = """
        :root{\(variables(light));color-scheme:light dark}
        @media (prefers-color-scheme:dark){:root{\(variables(dark))}}
        *{box-sizing:border-box}
        html{background:var(--paper);color:var(--ink);font:16px/1.45 Arial,"Liberation Sans",Helvetica,\
        sans-serif;font-variant-numeric:tabular-nums}
        body{margin:0}
        main{max-width:62rem;margin:0 auto;padding:1.5rem}
        h1{font-size:1.1rem;font-weight:600;color:var(--soft);margin:0 0 1rem}
        h2{font-size:1.05rem;margin:1.8rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
        p.lead{font-size:1.2rem;line-height:1.4;margin:.4rem 0 .8rem}
        p.note{color:var(--soft);font-size:.85rem;margin:.3rem 0}
        ul{padding-left:1.2rem;margin:.5rem 0}
        li{margin:.2rem 0}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.5rem 0;font-size:.9rem}
        dl>dt{grid-column:1;color:var(--soft)}
        dl>dd{grid-column:2;margin:0;overflow-wrap:anywhere}
        dl.headlines{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.8rem;margin:1rem 0}
        dl.headlines>div{background:var(--panel);padding:.7rem .9rem;border-left:4px solid var(--bar)}
        dl.headlines dd{margin:0;color:var(--soft);font-size:.85rem}
        dl.headlines dt{font-size:.85rem}
        dl.headlines strong{font-size:1.6rem;color:var(--ink)}
        .columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:0 2rem}
        .wide{overflow-x:auto}
        .wide:focus-visible{outline:2px solid var(--bar)}
        table{border-collapse:collapse;width:100%;font-size:.85rem}
        th,td{padding:.25rem .5rem;text-align:right;white-space:nowrap;vertical-align:baseline}
        th.text,td.text,tbody th,thead th:first-child{text-align:left}
        tbody th{font-weight:400}
        thead th{border-bottom:1px solid var(--ink);font-weight:600;white-space:normal;vertical-align:bottom}
        tbody tr:nth-child(even){background:var(--panel)}
        tr.total>*{border-top:1px solid var(--ink);font-weight:600}
        tr.sum>*{font-style:italic;border-bottom:1px solid var(--ink)}
        figure{margin:1rem 0;break-inside:avoid}
        figcaption{font-weight:600;margin-bottom:.4rem}
        svg{display:block;width:100%;max-width:720px;height:auto;overflow:visible}
        svg text{font-size:13px;fill:var(--ink)}
        svg .small{font-size:12.3px;fill:var(--soft)}
        svg .end{text-anchor:end}
        svg .middle{text-anchor:middle}
        svg .bar{fill:var(--bar)}
        svg .loss{fill:var(--loss)}
        svg .range{fill:var(--range)}
        svg .band{fill:var(--band);stroke:var(--line);stroke-width:1}
        svg .dot,svg .mean{fill:var(--ink)}
        svg .dot.open{fill:var(--paper);stroke:var(--ink);stroke-width:2}
        svg .price{fill:var(--price);stroke:var(--paper);stroke-width:1}
        svg .mark{stroke:var(--soft);stroke-width:1.5;stroke-dasharray:4 3;fill:none}
        svg .tick{stroke:var(--line);stroke-width:.5;stroke-dasharray:1 3;fill:none}
        svg .axis{stroke:var(--line);stroke-width:1;fill:none}
        svg .trend{stroke:var(--bar);stroke-width:2;fill:none}
        svg .trend.open{stroke-dasharray:5 4}
        @page{size:A4;margin:10mm 12mm}
        @media print{
        :root{\(variables(light))}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        html{font-size:12px}
        main{max-width:none;padding:0}
        .wide{overflow:visible}
        h2{break-after:avoid}
        tr,dl>*{break-inside:avoid}
        }
        @media screen and (max-width:40rem){
        main{padding:.8rem}
        figure{overflow-x:auto}
        svg{min-width:34rem}
        .one-page dl.headlines.headlines{grid-template-columns:1fr 1fr}
        .one-page .columns.columns{grid-template-columns:1fr}
        }
        .one-page{font-size:12.4px;line-height:1.3}
        .one-page main{max-width:186mm}
        .one-page h1{font-size:12.4px;margin-bottom:4px}
        .one-page h2{font-size:13px;margin:5px 0 2px;padding-bottom:1px}
        .one-page p.lead{font-size:14.5px;margin:2px 0 4px;font-weight:600;line-height:1.3}
        .one-page p.note{font-size:12px;margin:2px 0}
        .one-page ul{margin:2px 0}
        .one-page li{margin:1px 0}
        .one-page dl{font-size:12px;gap:1px 8px;margin:2px 0}
        .one-page dl.headlines{grid-template-columns:repeat(4,1fr);gap:6px;margin:4px 0}
        .one-page dl.headlines>div{padding:3px 7px}
        .one-page dl.headlines strong{font-size:17px}
        .one-page dl.headlines dd,.one-page dl.headlines dt{font-size:12px}
        .one-page .columns{grid-template-columns:1fr 1fr;gap:0 6mm}
        .one-page table{font-size:12px}
        .one-page th,.one-page td{padding:1px 4px}
        .one-page tbody th{max-width:44mm;overflow:hidden;text-overflow:ellipsis}
        .one-page thead th{white-space:nowrap}
        .one-page figure{margin:2px 0}
        .one-page figcaption{margin-bottom:2px;font-size:12.4px}
        """
}
