namespace Platform.Console;

/// <summary>One line of a <see cref="TimeSeries"/>.</summary>
/// <param name="Label">Name of the line, with its unit where lines differ: "Integrated".</param>
/// <param name="Values">One value per point in time; null leaves a gap.</param>
public sealed record TimeSeriesLine(string Label, IReadOnlyList<double?> Values)
{
    /// <summary>1 to 4, one of the theme's series colours; 0 takes the line's place in the list.</summary>
    public int Colour { get; init; }

    /// <summary>Draws a dashed line, so that it can be told apart without colour.</summary>
    public bool Dashed { get; init; }
}

/// <summary>A level line across a <see cref="TimeSeries"/>, such as a limit.</summary>
/// <param name="Value">Where.</param>
/// <param name="Label">What it means: "Too quiet below".</param>
/// <param name="Level">Its colour.</param>
public sealed record TimeSeriesThreshold(double Value, string Label, StateLevel Level = StateLevel.Warning);
