using System.Reflection;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Tests.Checks;

public sealed class FindingCodesTests
{
    [Fact]
    public void Every_code_is_explained_to_operators()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Platform.sln"))) folder = Path.GetDirectoryName(folder)!;
        var text = File.ReadAllText(Path.Combine(folder, "docs", "checks.md"));
        var codes = typeof(FindingCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!).ToList();

        Assert.All(codes, code => Assert.Contains($"`{code}`", text, StringComparison.Ordinal));
        Assert.Equal(codes.Count, codes.Distinct().Count());
    }
}
