namespace Platform.StreamHealth.StatusPages.Public;

/// <summary>The look of a status page, within the page: one request shows it all.</summary>
internal static class StatusStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--bg:light-dark(#f5f6f8,#10151c);--card:light-dark(#fff,#181f28);--line:light-dark(#dde1e7,#2c3643);--text:light-dark(#1a222d,#e7ebf1);--muted:light-dark(#55606e,#a2adbb);--up:light-dark(#17723e,#54cd90);--degraded:light-dark(#855700,#f0b84d);--down:light-dark(#b42323,#ff8c8c);--maintenance:light-dark(#2254c5,#8cb1ff);--none:light-dark(#c3c9d2,#3d4958)}
        *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:anywhere}
        main{max-width:860px;margin:0 auto;padding:32px 16px 48px;display:grid;gap:20px}
        h1{margin:0;font-size:26px;line-height:1.2}h2{margin:0 0 8px;font-size:18px}h3{margin:0;font-size:16px}p{margin:0}a{color:var(--maintenance)}
        .overall{display:flex;align-items:center;gap:12px;padding:14px 18px;border:1px solid var(--c);border-left-width:6px;border-radius:8px;background:var(--card);font-size:19px;font-weight:600}
        .announcement{padding:14px 18px;border:1px solid var(--line);border-radius:8px;background:var(--card);white-space:pre-line}
        .up{--c:var(--up)}.degraded{--c:var(--degraded)}.down{--c:var(--down)}.maintenance{--c:var(--maintenance)}.none{--c:var(--none)}.over{--c:var(--line)}
        .dot{flex:none;width:11px;height:11px;border-radius:50%;background:var(--c)}.down>.dot{border-radius:2px}.degraded>.dot{border-radius:2px;transform:rotate(45deg)}
        ul{margin:0;padding:0;list-style:none}.streams{border:1px solid var(--line);border-radius:8px;background:var(--card)}.streams>li{padding:14px 18px}.streams>li+li{border-top:1px solid var(--line)}
        .head{display:flex;flex-wrap:wrap;justify-content:space-between;gap:4px 16px}.state{display:inline-flex;align-items:center;gap:8px;font-weight:600;color:var(--c)}.state.none{color:var(--muted)}
        .bars{display:block;width:100%;height:28px;margin-top:10px}.bars path,.bars rect{fill:var(--c)}
        .ends{display:flex;justify-content:space-between;color:var(--muted);font-size:12px}.uptime,.reason,footer{color:var(--muted);font-size:14px}.uptime b{color:var(--text);font-weight:600;white-space:nowrap}
        .incidents{display:grid;gap:8px}.incidents>li{padding:10px 16px;border:1px solid var(--line);border-left:5px solid var(--c);border-radius:8px;background:var(--card)}
        footer{padding-top:8px}
        """;
}
