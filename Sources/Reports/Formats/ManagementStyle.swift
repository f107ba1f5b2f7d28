/// The style of the page for management: one A4 in print, cards on a phone. Colours are named once; a test works
/// out the contrast of all pairs that stand on each other.
package enum ManagementStyle {
    package static let light: [(name: String, value: String)] = [
        ("paper", "#ffffff"), ("ink", "#14181f"), ("soft", "#55606e"), ("faint", "#d3d9e0"),
        ("hair", "#e9edf1"), ("worth", "#1f5fa8"), ("range", "#8fb3db"), ("bad", "#b3440f"),
        ("good", "#1f6f60"), ("panel", "#f4f6f8"), ("guide", "#dfe4ea"),
    ]
    package static let dark: [(name: String, value: String)] = [
        ("paper", "#12161b"), ("ink", "#eef1f4"), ("soft", "#a9b4c0"), ("faint", "#3a434e"),
        ("hair", "#242c35"), ("worth", "#7db3ea"), ("range", "#3f6792"), ("bad", "#f0955f"),
        ("good", "#6cc4b1"), ("panel", "#1a2027"), ("guide", "#2f3843"),
    ]

    private static func variables(_ colours: [(name: String, value: String)]) -> String {
        colours.map { "--\($0.name):\($0.value)" }.joined(separator: ";")
    }

    package static let text = """
        :root{\(variables(light));color-scheme:light dark}
        @media (prefers-color-scheme:dark){:root{\(variables(dark))}}
        *{box-sizing:border-box}
        html{background:var(--paper);color:var(--ink);font:12px/1.36 Arial,"Liberation Sans",Helvetica,sans-serif;\
        font-variant-numeric:tabular-nums}
        body{margin:0}main{width:186mm;max-width:100%;margin:8mm auto}
        @media screen and (min-width:60rem){main:not(.dash):has(.answer){zoom:1.2}}
        header{display:flex;justify-content:space-between;gap:12px;color:var(--soft);font-size:11.5px;\
        border-bottom:2px solid var(--ink);padding-bottom:4px}header strong{color:var(--ink)}
        h1{font-size:22px;line-height:1.18;letter-spacing:-.01em;margin:9px 0 4px}h1 small{font-size:15px;font-weight:400;\
        color:var(--soft);letter-spacing:0;white-space:nowrap}
        .tag{white-space:nowrap}.open{color:var(--bad)}.bad{color:var(--bad)}.good{color:var(--good)}
        .answer p{font-size:13.5px;line-height:1.42;margin:0 0 5px}
        .answer p.note,.note{color:var(--soft);font-size:10.4px;line-height:1.35;margin:3px 0 0}
        .answer p.caution,.warn{border-left:3px solid var(--bad);padding-left:8px;font-size:12px;margin:3px 0}
        h2{font-size:12.4px;line-height:1.28;margin:0 0 3px}
        section{margin:0 0 9px}
        svg{display:block;width:100%;overflow:visible}svg.k{display:inline-block;vertical-align:-2px;margin:0 3px 0 7px}
        svg.k[width="8"]{width:8px}svg.k[width="18"]{width:18px}svg.k[width="30"]{width:30px}
        .lab,.ax{position:relative;display:block;height:1.35em}.lab>span,.ax>span{position:absolute;white-space:nowrap}
        .lab .m,.ax .m{transform:translateX(-50%)}.lab .e,.ax .e{transform:translateX(-100%)}
        .bul{margin:4px 0;font-size:10.8px}.bul .lab .e:not(.r){padding-right:5px}.bul .lab .s{padding-left:5px}
        .tr{fill:var(--hair)}.br{fill:var(--worth)}.rg{stroke:var(--ink);stroke-width:1.3}.mk{stroke:var(--ink);stroke-width:2}
        .req{stroke:var(--bad)}.q{color:var(--soft)}.b{font-weight:700}
        .decide{background:var(--panel);border-left:3px solid var(--ink);padding:7px 12px 6px}
        .decide ol{counter-reset:n;margin:0;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));\
        gap:0 16px;list-style:none}
        .decide li{counter-increment:n;padding-left:20px;position:relative;font-size:11.6px;line-height:1.36}
        .decide li:before{content:counter(n);position:absolute;left:0;top:-2px;font-size:17px;font-weight:700;color:var(--soft)}
        .decide li>strong:first-child{display:block;font-size:12.6px}.decide p{margin:4px 0 0;font-size:11px;line-height:1.34}
        table{border-collapse:collapse;width:100%;table-layout:fixed}
        th,td{text-align:left;font-weight:400;padding:0 3px 0 0;font-size:11.4px;white-space:nowrap;vertical-align:middle;\
        overflow:hidden;text-overflow:ellipsis}
        td.b{font-weight:700}.n{text-align:right}td.n,th.n{padding:0 4px 0 2px}
        thead th{color:var(--soft);font-size:10.3px;line-height:1.15;border-bottom:1px solid var(--ink);padding-bottom:2px;\
        vertical-align:bottom;white-space:normal}
        tbody tr{border-bottom:1px solid var(--hair);height:19px}
        .main th:nth-child(1){width:16.4%}.main thead th:nth-child(2){width:5.4%}.main thead th:nth-child(3),\
        .main thead th:nth-child(4){width:7.7%}.main thead th:nth-child(5){width:6.4%}
        .main thead th.p{width:19.5%}.main thead th.p~th{width:7%}.main thead th.p~th:last-child{width:13.5%}
        .main thead th.p+th+th{width:9%}.main thead th.p+th+th+th{width:10.4%}
        td.p,th.p{padding:0 8px 0 10px;overflow:visible}svg.pl{height:18px}td.a{padding-left:6px}
        tr.g>th{font-size:10.4px;color:var(--soft);padding-top:2px}tr.g strong{color:var(--ink)}tr.g{height:17px}
        tr.s>*{font-style:italic}tr.t>*{font-weight:700;border-top:1px solid var(--ink)}
        .grid{stroke:var(--faint);stroke-width:1}.zero{stroke:var(--soft)}.rng{stroke:var(--range);stroke-width:4}
        .arr{fill:var(--range)}.wd,.far{fill:var(--worth)}.cd{stroke:var(--ink);stroke-width:2.4}.over{overflow:visible}
        .gap{stroke-width:2}.gap.bad{stroke:var(--bad)}.gap.good{stroke:var(--good)}.gd{fill:var(--guide)}
        .key{color:var(--soft);font-size:10.4px;margin:0 0 1px}.ends{display:none}
        .norm{stroke:var(--ink);stroke-width:1;stroke-dasharray:3 3}.ind{stroke:var(--soft);stroke-width:1;stroke-dasharray:1 3}
        .ln{stroke:var(--worth);stroke-width:1.6}.op{stroke-dasharray:4 3}circle.o{fill:var(--paper);stroke:var(--worth);\
        stroke-width:1.6}
        svg text{font-size:10.4px;fill:var(--ink)}svg text.q{fill:var(--soft)}svg text.e{text-anchor:end}\
        svg text.m{text-anchor:middle}
        .two{display:grid;grid-template-columns:1.18fr 1fr;gap:0 18px}
        .rates tbody tr{height:16.5px}.rates th:nth-child(1){width:26%}.rates thead th:nth-child(2){width:16.5%}\
        .rates thead th:nth-child(4){width:16%}.rates thead th:nth-child(5){width:16%}.rates svg.pl{height:14px}
        .rates th,.rates td{font-size:11px}.rates thead th{font-size:10.3px}
        .small i{display:block;font-style:normal;color:var(--soft);font-size:10.2px;line-height:1.1}
        .small thead td{width:34%;border-bottom:1px solid var(--ink)}.small th,.small td{font-size:11px;white-space:normal}.small tbody tr{height:26px}
        .trust{border-top:1px solid var(--ink);padding-top:5px;margin:0}
        dl{margin:0;display:grid;grid-template-columns:1fr 1fr;gap:1px 18px;font-size:10.6px;line-height:1.34}
        dl div{display:grid;grid-template-columns:76px 1fr}dl .w{grid-column:1/-1}dt{color:var(--soft)}dd{margin:0;\
        overflow-wrap:anywhere}
        .foot{color:var(--soft);font-size:10.2px;margin:4px 0 0}code{overflow-wrap:anywhere;font-size:10px}
        .dense tbody tr{height:16px}.dense svg.pl{height:15px}.dense .rates tbody tr{height:14.5px}.dense .rates svg.pl{height:12px}
        .dense .answer p{font-size:12.6px}.dense section{margin-bottom:6px}.dense h1{font-size:20px}.dense tr.g{height:15px}
        @page{size:A4;margin:8mm 12mm}
        @media print{:root{\(variables(light))}main{margin:0;width:auto;zoom:var(--z)}*{print-color-adjust:exact;\
        -webkit-print-color-adjust:exact}section,.two{break-inside:avoid}}
        @media screen and (max-width:720px){
        html{font-size:14px}main{margin:0;padding:14px;width:auto}header{flex-direction:column;gap:0;font-size:12.5px}
        h1{font-size:24px}h1 small{font-size:17px}.answer p,.dense .answer p{font-size:15px}.answer p.note,.note,.key{font-size:12.5px}
        .answer p.caution{font-size:14px}.bul{font-size:12.5px}.bul .lab{height:auto}.bul .lab>span{position:static;display:block;padding:0!important;\
        transform:none!important;white-space:normal}.bul .lab>span:before{content:"";display:inline-block;width:9px;height:9px;\
        margin-right:6px;background:var(--ink)}.bul .lab .v:before{background:var(--worth)}.bul .lab .r:before{background:var(--bad)}\
        .bul .lab .i:before{height:2px;vertical-align:3px}
        .decide ol{grid-template-columns:1fr}.decide li{font-size:14px;margin-bottom:6px}.decide li>strong:first-child{font-size:15px}\
        .decide p{font-size:13.5px}h2{font-size:15px}
        .two,dl{grid-template-columns:1fr}dl{font-size:13px}dl div{grid-template-columns:92px 1fr}.foot{font-size:12px}code{font-size:12px}
        .main table,.main tbody{display:block}.main thead{display:none}.ends{display:inline}
        .main tr{display:grid;grid-template-columns:1fr 1fr 1fr 1fr;height:auto!important;padding:6px 0;gap:1px 8px}
        .main tr>*{border:0!important;padding:0!important;font-size:13px;width:auto!important;overflow:visible;white-space:normal}
        .main tr.g{display:block;padding:8px 0 2px}.main tr.g>th{font-size:13px}
        .main tr>th{grid-area:1/1/2/4;font-size:15px!important}.main td.a{grid-area:1/4/2/5;text-align:right;font-weight:700}
        .main td.p{grid-area:2/1/3/4}.main td.e{grid-area:2/4/3/5}.main td.n:not(.e){grid-row:3;text-align:left}
        .main td.q:not(.e),.main td:nth-child(2){display:none}.main td.s:not(:empty){display:block;grid-row:4!important}
        .main td.n:not(.e):before{content:attr(data-l) " ";display:block;color:var(--soft);font-size:12px;font-weight:400}
        .main tr.t{border-top:1px solid var(--ink)}svg.pl,.dense svg.pl{height:22px}
        .rates th,.rates td,.small th,.small td{font-size:13px}.rates thead th,.small thead th{font-size:12px}
        .rates tbody tr,.dense .rates tbody tr{height:26px}.rates td.q,.rates thead th:nth-child(5){display:none}
        .small i{font-size:12px}svg text{font-size:12.5px}.rates th:nth-child(1){width:28%}.rates thead th:nth-child(2){width:19%}.rates td,.rates tbody th{white-space:normal;line-height:1.1}.rates .ax{font-size:12px}
        }
        """
}
