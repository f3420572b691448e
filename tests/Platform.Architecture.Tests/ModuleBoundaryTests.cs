using System.Reflection;
using System.Xml.Linq;
using Microsoft.AspNetCore.Components;
using Platform.Kernel.Modules;

namespace Platform.Architecture.Tests;

public sealed class ModuleBoundaryTests
{
    public static TheoryData<string> Modules() => [.. Repository.Projects("src/Modules").Select(p => Path.GetFileNameWithoutExtension(p)!)];

    [Fact]
    public void There_are_modules_to_look_at() => Assert.NotEmpty(Modules());

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_refers_to_the_shared_floor_only(string module)
    {
        var project = Repository.Projects("src/Modules").Single(p => Path.GetFileNameWithoutExtension(p) == module);
        Assert.All(References(project), reference => Assert.Contains("/src/Shared/", reference));
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_shows_only_its_door_its_contracts_and_its_pages(string module)
    {
        var shown = Assembly.Load(module).GetExportedTypes()
            .Where(t => !t.IsAssignableTo(typeof(IModule)) && !t.IsAssignableTo(typeof(IComponent)))
            .Where(t => t.Namespace?.Contains(".Contracts", StringComparison.Ordinal) != true && t.Namespace?.Contains(".Migrations", StringComparison.Ordinal) != true)
            .Where(t => t.Name != "_Imports" && t.DeclaringType is null)
            .Select(t => t.FullName);
        Assert.Empty(shown);
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_says_what_it_does(string module)
    {
        var project = Repository.Projects("src/Modules").Single(p => Path.GetFileNameWithoutExtension(p) == module);
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "README.md")), $"{module} has no README.md");
    }

    [Fact]
    public void The_shared_floor_knows_no_module_and_no_host()
    {
        foreach (var project in Repository.Projects("src/Shared"))
        {
            Assert.All(References(project), reference => Assert.Contains("/src/Shared/", reference));
        }
    }

    [Fact]
    public void The_kernel_stands_on_nothing_of_ours()
    {
        Assert.Empty(References(Repository.Projects("src/Shared/Platform.Kernel").Single()));
    }

    [Fact]
    public void Every_source_project_has_a_test_project()
    {
        var tests = Repository.Projects("tests").Select(p => Path.GetFileNameWithoutExtension(p)!).ToHashSet();
        Assert.All(Repository.Projects("src"), project => Assert.Contains(Path.GetFileNameWithoutExtension(project) + ".Tests", tests));
    }

    private static IEnumerable<string> References(string project) => XDocument.Load(project).Descendants("ProjectReference")
        .Select(r => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, r.Attribute("Include")!.Value.Replace('\\', '/'))).Replace('\\', '/'));
}
