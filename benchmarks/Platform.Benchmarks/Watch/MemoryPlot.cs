using System.Globalization;
using System.Text;
using Platform.Benchmarks.Service;

namespace Platform.Benchmarks.Watch;

/// <summary>Memory of the service at one moment, and what was spent until then.</summary>
internal sealed record MemorySample(TimeSpan At, double Mib, double CpuSeconds, double ServerCpuSeconds);

/// <summary>Keeps the samples as a table and a picture in docs/images.</summary>
internal static class MemoryPlot
{
    private const int Width = 800, Height = 300, Left = 56, Bottom = 40, Top = 34, Right = 16;

    public static void Write(IReadOnlyList<MemorySample> samples, int streams)
    {
        var folder = Path.Combine(ServiceUnderTest.Root, "docs", "images");
        var csv = new StringBuilder("seconds,mib,service_cpu_seconds,stream_server_cpu_seconds\n");
        foreach (var s in samples) csv.Append(CultureInfo.InvariantCulture, $"{s.At.TotalSeconds:F0},{s.Mib:F1},{s.CpuSeconds:F1},{s.ServerCpuSeconds:F1}\n");
        File.WriteAllText(Path.Combine(folder, "watch-memory.csv"), csv.ToString());
        File.WriteAllText(Path.Combine(folder, "watch-memory.svg"), Svg(samples, streams));
        System.Console.WriteLine($"docs/images/watch-memory.csv and .svg written ({samples.Count} samples)");
    }

    private static string Svg(IReadOnlyList<MemorySample> samples, int streams)
    {
        var minutes = Math.Max(samples[^1].At.TotalMinutes, 0.1);
        var most = Math.Ceiling(samples.Max(s => s.Mib) / 100) * 100;
        double X(double minute) => Left + minute / minutes * (Width - Left - Right);
        double Y(double mib) => Height - Bottom - mib / most * (Height - Bottom - Top);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\" aria-label=\"Memory of the service over time\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/><text x=\"{Left}\" y=\"20\" fill=\"#222\">Memory of the service (RSS, MiB), {streams} streams checked each minute</text>\n");
        for (var i = 0; i <= 4; i++)
        {
            var mib = most * i / 4;
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(mib):F1}\" y2=\"{Y(mib):F1}\" stroke=\"#ddd\"/><text x=\"{Left - 6}\" y=\"{Y(mib) + 4:F1}\" text-anchor=\"end\" fill=\"#555\">{mib:F0}</text>\n");
        }

        for (var i = 0; i <= 6; i++)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(minutes * i / 6):F1}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\" fill=\"#555\">{minutes * i / 6:0.#} min</text>\n");
        var points = string.Join(' ', samples.Select(s => string.Create(CultureInfo.InvariantCulture, $"{X(s.At.TotalMinutes):F1},{Y(s.Mib):F1}")));
        return svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{points}\" fill=\"none\" stroke=\"#1565c0\" stroke-width=\"2\"/>\n</svg>\n").ToString();
    }
}
