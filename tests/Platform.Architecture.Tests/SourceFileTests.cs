using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Platform.Architecture.Tests;

public sealed partial class SourceFileTests
{
    private const int MaxLines = 400;

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var tooLong = Repository.Files("src", ".cs", ".razor", ".js", ".css").Concat(Repository.Files("tests", ".cs"))
            .Where(f => !f.Contains("/Migrations/"))
            .Select(f => (File: f, Lines: File.ReadLines(Path.Combine(Repository.Root, f)).Count()))
            .Where(f => f.Lines > MaxLines)
            .Select(f => $"{f.File}: {f.Lines} lines");
        Assert.Empty(tooLong);
    }

    [Theory]
    [InlineData("P:System.DateTime.Now")]
    [InlineData("P:System.DateTime.UtcNow")]
    [InlineData("P:System.DateTimeOffset.UtcNow")]
    [InlineData("P:System.Threading.Tasks.Task`1.Result")]
    [InlineData("M:System.Threading.Tasks.Task.Wait")]
    [InlineData("M:System.Threading.Thread.Sleep(System.Int32)")]
    public void The_analyzer_bans(string symbol)
    {
        var banned = File.ReadAllLines(Path.Combine(Repository.Root, "eng/BannedSymbols.txt"));
        Assert.Contains(banned, line => line.StartsWith(symbol + ";", StringComparison.Ordinal));
    }

    [Fact]
    public void The_ban_is_nowhere_lifted_in_the_product()
    {
        var lifted = Repository.Files("src", ".cs", ".razor", ".csproj")
            .Where(f => File.ReadAllText(Path.Combine(Repository.Root, f)).Contains("RS0030", StringComparison.Ordinal));
        Assert.Empty(lifted);
    }

    [Fact]
    public void No_method_is_async_void()
    {
        var assemblies = Repository.Projects("src").Select(p => Path.GetFileNameWithoutExtension(p)!)
            .Select(name => Assembly.Load(name == "Platform.Host" ? "platform" : name));
        var found = assemblies.SelectMany(a => a.GetTypes())
            .SelectMany(t => t.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(m => m.ReturnType == typeof(void) && m.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false))
            .Select(m => $"{m.DeclaringType}.{m.Name}");
        Assert.Empty(found);
    }

    [Fact]
    public void No_error_is_swallowed_without_a_word()
    {
        var found = Repository.Files("src", ".cs", ".razor").Where(f => EmptyCatch().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, f))));
        Assert.Empty(found);
    }

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        var documents = Repository.Files("docs", ".md").Concat(Repository.Files("src", ".md"))
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md").Select(f => Path.GetFileName(f)));
        var broken =
            from document in documents
            from Match link in Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, document)))
            let target = link.Groups[1].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains(':', StringComparison.Ordinal) && !target.StartsWith('/')
            where !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(document)!, target))
            select $"{document} -> {target}";
        Assert.Empty(broken);
    }

    [GeneratedRegex(@"catch\s*(\([^)]*\))?\s*\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
