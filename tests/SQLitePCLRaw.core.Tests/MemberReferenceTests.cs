using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SQLitePCL.Tests;

/// <summary>
/// Microsoft.Data.Sqlite and EF Core's provider were compiled against the real package. Whatever they import must be
/// found here, or they fail at run time, on the first call, with a MissingMethodException.
/// </summary>
public sealed class MemberReferenceTests
{
    private const string Package = "SQLitePCLRaw.core";

    public static TheoryData<string> Importers => ["Microsoft.Data.Sqlite.dll", "Microsoft.EntityFrameworkCore.Sqlite.dll"];

    [Theory]
    [MemberData(nameof(Importers))]
    public void Every_imported_type_and_member_resolves(string importer)
    {
        using var pe = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, importer)));
        var metadata = pe.GetMetadataReader();
        var imports = Imports(metadata).ToList();
        var missing = imports.Where(import => !Exports().Contains(import)).ToList();

        Assert.Empty(missing);
        Assert.NotEmpty(imports);
    }

    [Fact]
    public void Data_Sqlite_imports_as_many_members_as_were_counted_when_the_stand_in_was_written()
    {
        // 13 types, 76 methods and a field in 10.0.14. A new number after an upgrade means: look at what is new.
        using var pe = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Microsoft.Data.Sqlite.dll")));
        Assert.Equal(13 + 76 + 1, Imports(pe.GetMetadataReader()).Count());
    }

    [Theory]
    [MemberData(nameof(Importers))]
    public void The_assembly_version_satisfies_the_importer(string importer)
    {
        using var pe = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, importer)));
        var metadata = pe.GetMetadataReader();
        var wanted = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
            .Single(reference => metadata.GetString(reference.Name) == Package).Version;
        var ours = typeof(raw).Assembly.GetName().Version!;

        Assert.Equal((wanted.Major, wanted.Minor), (ours.Major, ours.Minor));
        Assert.True(ours >= wanted);
    }

    private static IEnumerable<string> Imports(MetadataReader metadata)
    {
        var names = new SignatureNames();
        var types = metadata.TypeReferences.Where(handle => IsOurs(metadata, metadata.GetTypeReference(handle).ResolutionScope)).ToHashSet();
        var members =
            from handle in metadata.MemberReferences
            let member = metadata.GetMemberReference(handle)
            where member.Parent.Kind == HandleKind.TypeReference && types.Contains((TypeReferenceHandle)member.Parent)
            select Describe(metadata, member, names);
        return types.Select(handle => names.GetTypeFromReference(metadata, handle, 0)).Concat(members).Distinct();
    }

    private static string Describe(MetadataReader metadata, MemberReference member, SignatureNames names)
    {
        var name = $"{names.GetTypeFromReference(metadata, (TypeReferenceHandle)member.Parent, 0)}::{metadata.GetString(member.Name)}";
        if (member.GetKind() == MemberReferenceKind.Field) return $"{name} : {member.DecodeFieldSignature(names, null)}";
        var signature = member.DecodeMethodSignature(names, null);
        return $"{name}({string.Join(", ", signature.ParameterTypes)}) : {signature.ReturnType}{(signature.Header.IsInstance ? "" : " static")}";
    }

    private static bool IsOurs(MetadataReader metadata, EntityHandle scope) =>
        scope.Kind == HandleKind.AssemblyReference
        && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == Package;

    private static HashSet<string> Exports()
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var exports = new HashSet<string>();
        foreach (var type in typeof(raw).Assembly.GetExportedTypes())
        {
            var name = SignatureNames.Of(type);
            exports.Add(name);
            foreach (var field in type.GetFields(all)) exports.Add($"{name}::{field.Name} : {SignatureNames.Of(field.FieldType)}");
            foreach (var constructor in type.GetConstructors(all)) exports.Add($"{name}::.ctor({Parameters(constructor)}) : System.Void");
            foreach (var method in type.GetMethods(all))
            {
                exports.Add($"{name}::{method.Name}({Parameters(method)}) : {SignatureNames.Of(method.ReturnType)}{(method.IsStatic ? " static" : "")}");
            }
        }
        return exports;
    }

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => SignatureNames.Of(parameter.ParameterType)));
}
