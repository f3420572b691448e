using Platform.Kernel.Health;

namespace Platform.Console;

/// <summary>What a colour stands for, everywhere in the console. Never shown by colour alone: each has an icon, and a text beside it.</summary>
public enum StateLevel
{
    /// <summary>All is well.</summary>
    Ok,

    /// <summary>Should be looked at.</summary>
    Warning,

    /// <summary>Is broken.</summary>
    Error,

    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Is under way.</summary>
    Running,

    /// <summary>Switched off, skipped or not known yet.</summary>
    Off,
}

/// <summary>How levels look.</summary>
public static class StateLevels
{
    /// <summary>The level of a health finding.</summary>
    public static StateLevel ToState(this HealthLevel level) => level switch
    {
        HealthLevel.Ok => StateLevel.Ok,
        HealthLevel.Warning => StateLevel.Warning,
        _ => StateLevel.Error,
    };

    /// <summary>Suffix of the CSS classes: <c>state-error</c>.</summary>
    public static string Css(this StateLevel level) => level switch
    {
        StateLevel.Ok => "ok",
        StateLevel.Warning => "warning",
        StateLevel.Error => "error",
        StateLevel.Info => "info",
        StateLevel.Running => "running",
        _ => "off",
    };

    /// <summary>Material symbol of the level; each has its own outline, so that colour is not needed to tell them apart.</summary>
    public static string Icon(this StateLevel level) => level switch
    {
        StateLevel.Ok => "check_circle",
        StateLevel.Warning => "warning",
        StateLevel.Error => "error",
        StateLevel.Info => "info",
        StateLevel.Running => "progress_activity",
        _ => "do_not_disturb_on",
    };

    /// <summary>The level in a word, for where no better text is known.</summary>
    public static string Word(this StateLevel level) => level switch
    {
        StateLevel.Ok => "OK",
        StateLevel.Warning => "Warning",
        StateLevel.Error => "Error",
        StateLevel.Info => "Info",
        StateLevel.Running => "Running",
        _ => "Off",
    };
}
