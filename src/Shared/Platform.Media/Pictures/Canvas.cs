namespace Platform.Media.Pictures;

/// <summary>A small drawing with a palette of its own. Its ground is dark, so that it reads the same on a light and a dark page.</summary>
internal sealed class Canvas
{
    public const byte Ground = 0, Field = 1, Grid = 2, Text = 3, Strong = 4, Soft = 5, Alarm = 6, Mark = 7;

    /// <summary>The first of <see cref="HeatLevels"/> colours from cold to hot.</summary>
    public const byte Heat = 16;

    public const int HeatLevels = 64;

    private const int Scale = 2;
    private static readonly uint[] Palette = MakePalette();
    private readonly byte[] _pixels;

    public Canvas(int width, int height)
    {
        (Width, Height) = (width, height);
        _pixels = new byte[width * height];
    }

    public int Width { get; }

    public int Height { get; }

    public static int TextHeight => SmallFont.Height * Scale;

    public static int TextWidth(string text) => text.Length == 0 ? 0 : ((text.Length * (SmallFont.Width + 1)) - 1) * Scale;

    public void Set(int x, int y, byte colour) => _pixels[(y * Width) + x] = colour;

    /// <summary>Fills; what lies outside the drawing is left out.</summary>
    public void Fill(int x, int y, int width, int height, byte colour)
    {
        var (left, right) = (Math.Max(0, x), Math.Min(Width, x + width));
        if (right <= left) return;
        for (var row = Math.Max(0, y); row < Math.Min(Height, y + height); row++) _pixels.AsSpan((row * Width) + left, right - left).Fill(colour);
    }

    public void DashedLine(int x, int y, int width, byte colour)
    {
        const int dash = 6;
        for (var i = 0; i < width; i += 2 * dash) Fill(x + i, y, Math.Min(dash, width - i), 2, colour);
    }

    /// <summary>Writes with the upper left corner at x, y.</summary>
    public void Write(int x, int y, string text, byte colour)
    {
        foreach (var character in text)
        {
            var glyph = SmallFont.Glyph(character);
            for (var row = 0; row < SmallFont.Height; row++)
            {
                for (var column = 0; column < SmallFont.Width; column++)
                {
                    if ((glyph[row] >> (SmallFont.Width - 1 - column) & 1) != 0) Fill(x + (column * Scale), y + (row * Scale), Scale, Scale, colour);
                }
            }

            x += (SmallFont.Width + 1) * Scale;
        }
    }

    public byte[] ToPng() => PngWriter.Write(Width, Height, _pixels, Palette);

    private static uint[] MakePalette()
    {
        var palette = new uint[Heat + HeatLevels];
        uint[] fixedColours = [0x161d26, 0x0d1218, 0x2f3a47, 0xc3ccd7, 0x54b6e8, 0x2a6f94, 0xff6b6b, 0xf0b84d];
        fixedColours.CopyTo(palette, 0);
        // Dark blue over violet and orange to pale yellow: rises evenly in lightness, so that it also reads without colour.
        uint[] stops = [0x0d1218, 0x1b1a4b, 0x5b1a73, 0xa52c60, 0xe0532f, 0xf6a21b, 0xfcf5a6];
        for (var i = 0; i < HeatLevels; i++)
        {
            var at = (double)i / (HeatLevels - 1) * (stops.Length - 1);
            var stop = Math.Min((int)at, stops.Length - 2);
            palette[Heat + i] = Mix(stops[stop], stops[stop + 1], at - stop);
        }

        return palette;
    }

    private static uint Mix(uint from, uint to, double share)
    {
        uint mixed = 0;
        for (var shift = 0; shift <= 16; shift += 8)
        {
            var (a, b) = ((from >> shift) & 0xff, (to >> shift) & 0xff);
            mixed |= (uint)Math.Round(a + ((b - (double)a) * share)) << shift;
        }

        return mixed;
    }
}
