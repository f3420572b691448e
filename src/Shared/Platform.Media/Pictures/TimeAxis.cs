using System.Globalization;

namespace Platform.Media.Pictures;

/// <summary>The frame that both pictures share: where the field lies, and the seconds under it.</summary>
internal static class TimeAxis
{
    public const int PictureWidth = 960;
    public const int Left = 78;
    public const int Columns = PictureWidth - Left - 14;
    public const int Top = 10;
    public const int Bottom = 30;

    private const int MostTicks = 12;
    private static readonly int[] Steps = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600];

    /// <param name="canvas">To draw on.</param>
    /// <param name="seconds">What the whole width stands for.</param>
    /// <param name="bottom">Lower edge of the field.</param>
    public static void Draw(Canvas canvas, double seconds, int bottom)
    {
        var step = Array.Find(Steps, s => seconds / s <= MostTicks) is > 0 and var fits ? fits : Steps[^1];
        for (var tick = 0; tick <= seconds; tick += step)
        {
            var x = Left + (int)(tick / seconds * (Columns - 1));
            canvas.Fill(x, bottom, 2, 5, Canvas.Grid);
            var text = tick == 0 ? "0 s" : tick.ToString(CultureInfo.InvariantCulture);
            var at = Math.Clamp(x - (Canvas.TextWidth(text) / 2), 0, PictureWidth - Canvas.TextWidth(text));
            canvas.Write(at, bottom + 9, text, Canvas.Text);
        }
    }

    /// <summary>A label left of the field, in the middle of y.</summary>
    public static void Label(Canvas canvas, int y, string text) =>
        canvas.Write(Left - 8 - Canvas.TextWidth(text), y - (Canvas.TextHeight / 2), text, Canvas.Text);
}
