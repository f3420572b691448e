using Platform.Console.Viewer;

namespace Platform.Host.Console;

/// <summary>What the viewer's browser remembers, read from its cookies, so that the first byte of a page is right already.</summary>
public sealed record ViewerPreferences
{
    /// <summary><c>light</c>, <c>dark</c> or <c>system</c>.</summary>
    public string Theme { get; init; } = "system";

    /// <summary><c>full</c> or <c>collapsed</c>.</summary>
    public string Sidebar { get; init; } = "full";

    /// <summary>Whether Home's first steps were put away: <c>shown</c> or <c>hidden</c>.</summary>
    public string FirstSteps { get; init; } = "shown";

    /// <summary>IANA name of the time zone; null before the first visit.</summary>
    public string? Zone { get; init; }

    public static ViewerPreferences Of(HttpRequest request) => new()
    {
        Theme = request.Cookies["platform-theme"] is "light" or "dark" ? request.Cookies["platform-theme"]! : "system",
        Sidebar = request.Cookies["platform-sidebar"] is "collapsed" ? "collapsed" : "full",
        FirstSteps = request.Cookies["platform-first-steps"] is "hidden" ? "hidden" : "shown",
        Zone = request.Cookies[ViewerClock.Cookie],
    };

    /// <summary>For which screens a style sheet of the colour scheme counts.</summary>
    public string Media(string scheme) => Theme == "system" ? $"(prefers-color-scheme: {scheme})" : Theme == scheme ? "all" : "not all";
}
