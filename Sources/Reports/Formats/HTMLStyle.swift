/// The style of every page. Colours are named once, for light, dark and print; a test works out the
/// contrast of all pairs that stand on each other.
package enum HTMLStyle {
    /// Names and values of the colours.
    package static let light: [(name: String, value: String)] = [
        ("paper", "#ffffff"), ("ink", "#1a1f26"), ("soft", "#4a5562"), ("line", "#77828f"),
        ("panel", "#f2f4f7"), ("bar", "#2f5d8a"), ("range", "#4d83b5"),
        ("price", "#a8431f"), ("hair", "#dde2e8"),
    ]
    package static let dark: [(name: String, value: String)] = [
        ("paper", "#14181d"), ("ink", "#eef1f4"), ("soft", "#b3bdc8"), ("line", "#8792a0"),
        ("panel", "#1f252c"), ("bar", "#8ab4de"), ("range", "#5584b5"),
        ("price", "#f0a384"), ("hair", "#2c343d"),
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
        p.lead{font-size:1.2rem;line-height:1.4;margin:.4rem 0 .8rem;max-width:52rem}
        p.said{margin:.4rem 0 .6rem;max-width:52rem}
        p.note{color:var(--soft);font-size:.85rem;margin:.3rem 0;max-width:60rem}
        ul{padding-left:1.2rem;margin:.5rem 0}
        li{margin:.2rem 0}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.5rem 0;font-size:.9rem}
        dl>dt{grid-column:1;color:var(--soft)}
        dl>dd{grid-column:2;margin:0;overflow-wrap:anywhere;max-width:52rem}
        code{font:.9em/1.4 "Liberation Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
        dl.headlines{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.8rem;margin:1rem 0}
        dl.headlines>div{background:var(--panel);padding:.7rem .9rem;border-left:4px solid var(--bar)}
        dl.headlines dd{margin:0;color:var(--soft);font-size:.85rem}
        dl.headlines dt{font-size:.85rem}
        dl.headlines strong{font-size:1.6rem;color:var(--ink)}
        .columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:0 2rem}
        .columns>*{min-width:0}
        .wide{overflow-x:auto;max-width:100%;margin:.5rem 0}
        .wide:focus-visible{outline:2px solid var(--bar)}
        table{border-collapse:collapse;font-size:.85rem}
        caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        th,td{padding:.28rem .7rem;text-align:right;white-space:nowrap;vertical-align:baseline}
        th.text,td.text,tbody th,thead th:first-child{text-align:left}
        td.words{white-space:normal;min-width:6rem;max-width:26rem}
        th.both{text-align:center}
        td:has(+.between){padding-right:0}
        td.between{text-align:left;padding-left:.4rem;color:var(--soft);font-weight:400}
        .unit{font-weight:400;color:var(--soft)}
        tbody th{font-weight:400}
        th.long{min-width:8rem;max-width:22rem;white-space:normal;overflow-wrap:anywhere}
        th:first-child{padding-left:0}
        thead th{border-bottom:1px solid var(--ink);font-weight:600;white-space:normal;vertical-align:bottom;\
        max-width:9rem}
        tbody tr>*{border-bottom:1px solid var(--hair)}
        tr.total>*{border-top:1px solid var(--ink);font-weight:600}
        tr.sum>*{font-style:italic;border-bottom:1px solid var(--line)}
        figure{margin:1.1rem 0 1.4rem;break-inside:avoid;max-width:52rem}
        figcaption{font-weight:600;margin-bottom:.4rem}
        .chart{font-size:13px;line-height:1.25}
        .chart>div{display:grid;grid-template-columns:minmax(8rem,var(--names)) minmax(0,1fr) var(--said);\
        grid-template-areas:"name plot said";gap:0 .9rem;align-items:center}
        .name{grid-area:name;overflow-wrap:anywhere}
        .said{grid-area:said}
        .plot{grid-area:plot;height:24px;background:linear-gradient(to right,var(--hair) 1px,transparent 1px) \
        0 0/var(--step) 100%;border-right:1px solid var(--hair)}
        .ticks{height:20px;background:none;border:0}
        p.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin:.3rem 0 0;font-size:13px;color:var(--soft)}
        p.legend>span{display:inline-flex;align-items:center;gap:.4rem}
        svg{display:block;width:100%;overflow:visible}
        svg.sign{width:22px;height:16px;flex:none}
        svg.line{width:calc(100% - var(--ticks) - 52px);margin-left:calc(var(--ticks) + 10px);height:212px}
        svg text{font-size:13px;fill:var(--ink)}
        svg .tick{fill:var(--soft)}
        svg .tick{font-size:12px}
        svg .value{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
        svg .end{text-anchor:end}
        svg .middle{text-anchor:middle}
        svg .bar{fill:var(--bar)}
        svg .range{fill:var(--range)}
        svg .dot{fill:var(--ink)}
        svg .dot.open{fill:var(--paper);stroke:var(--ink);stroke-width:2}
        svg .mark{stroke:var(--soft);stroke-width:1.5;stroke-dasharray:4 3;fill:none}
        svg .mark.other{stroke-dasharray:1 3;stroke-linecap:round}
        svg .target{stroke:var(--ink);stroke-width:3}
        svg .between{fill:var(--line)}
        svg .series{fill:var(--paper);stroke:var(--price);stroke-width:2}
        svg .at{width:1px;height:1px}
        svg .span{stroke:var(--range);stroke-width:6;opacity:.55}
        svg .up,svg .down{fill:var(--paper);stroke:var(--bar);stroke-width:2;stroke-linejoin:round}
        svg .down{stroke:var(--price)}
        svg .up.sure{fill:var(--bar)}
        svg .down.sure{fill:var(--price)}
        svg .same{fill:var(--line)}
        .matrix .sign{display:inline-block;vertical-align:-3px;margin-right:.2rem}
        .matrix thead td{border-bottom:1px solid var(--ink)}
        .matrix td{font-weight:600}
        .matrix td.same{font-weight:400;color:var(--soft)}
        .matrix tbody th{white-space:normal;overflow-wrap:anywhere;max-width:22rem}
        svg .grid{stroke:var(--hair);stroke-width:1}
        svg .axis{stroke:var(--line);stroke-width:1;fill:none}
        svg .trend{stroke:var(--bar);stroke-width:2;fill:none}
        svg .trend.open{stroke-dasharray:5 4}
        svg .fan{fill:var(--range);opacity:.45}
        svg .begin{stroke:var(--soft);stroke-width:1;stroke-dasharray:2 3}
        @page{size:A4;margin:14mm 12mm 16mm;@bottom-right{content:counter(page) " / " counter(pages);\
        font:9px Arial,"Liberation Sans",sans-serif;color:#4a5562}}
        @media print{
        :root{\(variables(light))}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        html{font-size:12px}
        main{max-width:none;padding:0}
        .wide{overflow:visible;break-inside:avoid}
        table,.chart,p.legend{font-size:10px}
        svg.plot text,svg.line text{font-size:10px}
        .chart>div{grid-template-columns:minmax(6rem,var(--names)) minmax(0,1fr) var(--said)}
        th,td{padding:2px 5px}
        th.long{min-width:24mm;max-width:70mm}
        td.words{min-width:0}
        thead{display:table-header-group;break-after:avoid}
        tbody tr:first-child{break-before:avoid}
        h1,h2,figcaption,p.lead,p.said{break-after:avoid}
        tr,li,p,dl>*,.chart>div{break-inside:avoid}
        p{orphans:3;widows:3}
        }
        @media screen and (max-width:40rem){
        main{padding:.8rem}
        dl{grid-template-columns:1fr}
        dl>dd{grid-column:1}
        dl>dt{margin-top:.4rem}
        table{font-size:13px}
        th,td{padding:.28rem .4rem}
        th:last-child,td:last-child{padding-right:0}
        thead th{font-size:12px}
        th.long{min-width:7rem;max-width:9.5rem}
        .chart>div{grid-template-columns:minmax(0,1fr) auto;grid-template-areas:"name said" "plot plot";\
        padding:.15rem 6px}
        .less,.many .value{display:none}
        .matrix,.matrix tbody,.matrix thead{display:block}
        .matrix tr{display:grid;grid-template-columns:repeat(var(--columns),1fr);column-gap:2px;\
        border-bottom:1px solid var(--hair);padding:.25rem 0}
        .matrix tr>*{border:0;padding:0;min-width:0}
        .matrix tbody th{grid-column:1/-1;font-weight:600}
        .matrix thead td{display:none}
        .matrix .sign{margin:0}
        .ticks .first{text-anchor:start}
        .ticks .last{text-anchor:end}
        }
        [class*="less-"]{display:none}
        \(NarrowTable.Screen.all.map(narrow).joined(separator: "\n"))
        """

    /// A table whose rows take two lines on one kind of screen.
    private static func narrow(_ screen: NarrowTable.Screen) -> String {
        let table = ".\(screen.name)"
        return """
            @media \(screen.media){
            \(table),\(table) thead,\(table) tbody{display:block}
            \(table) tr{display:grid;column-gap:1.2ch;border-bottom:1px solid var(--hair);padding:.3rem 0}
            \(table) thead tr{border-color:var(--ink)}
            \(table) tr>*{border:0!important;padding:0!important;grid-row:2;max-width:none!important;min-width:0!important}
            \(table) tr>:first-child{grid-area:1/1/auto/-1}
            \(table) tbody th{font-weight:600}
            \(table) th.both,\(table) td.between{text-align:right}
            \(table) td.between{font-size:12px}
            \(table) tr.total{border-top:1px solid var(--ink)}
            \(table) .long{font-size:13px}
            .less-\(screen.name){display:block}
            }
            """
    }
}
