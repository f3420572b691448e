using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams.Groups;

namespace Platform.StreamHealth.Streams.Portable;

/// <summary>Decides what an import does with each row, without storing anything.</summary>
internal sealed class ImportPlanner(StreamRules rules, TimeProvider clock)
{
    /// <summary>Names looked up at once.</summary>
    private const int LookUpsAtOnce = 64;

    public async Task<ImportPlan> PlanAsync(StreamHealthDb db, PortableFile file, ImportExisting existing, CancellationToken cancellationToken)
    {
        var plan = new ImportPlan
        {
            Groups = await db.Groups.ToDictionaryAsync(g => g.SortName, g => g.Id, cancellationToken),
            Existing = await ExistingAsync(db, file, cancellationToken),
            ParentOf = await db.Living().Where(s => s.ParentId != null).ToDictionaryAsync(s => s.Id, s => s.ParentId!.Value, cancellationToken),
        };
        var seen = new Dictionary<string, int>();
        foreach (var row in file.Rows) plan.Rows.Add(Plan(plan, file, row, existing, seen));
        // After all rows, because a parent may stand below its children.
        foreach (var row in plan.Rows) Link(plan, row);
        await GuardAsync(plan, cancellationToken);
        return plan;
    }

    private PlannedRow Plan(ImportPlan plan, PortableFile file, PortableRow row, ImportExisting existing, Dictionary<string, int> seen)
    {
        var url = row.Get(PortableFields.Url) ?? "";
        var identity = StreamId.Of(url);
        var stream = plan.Existing.GetValueOrDefault(identity);
        var planned = new PlannedRow
        {
            Row = row,
            Identity = identity,
            Stream = stream,
            Id = stream?.Id ?? Guid.CreateVersion7(clock.GetUtcNow()),
            Action = stream is null ? ImportAction.Add : ImportAction.Update,
        };
        if (row.Wrong is not null) planned.Refuse("import.line_unreadable", row.Wrong);
        else if (url.Length == 0) planned.Refuse("url.missing", "There is no address.");
        else if (!seen.TryAdd(identity, row.Line)) planned.Refuse("import.twice", $"The same address stands in line {seen[identity]} already.");
        else if (stream is not null && existing == ImportExisting.Skip) (planned.Action, planned.Message) = (ImportAction.Skip, $"Watched already as \"{stream.Name}\".");
        else Define(plan, file, planned);
        return planned;
    }

    private void Define(ImportPlan plan, PortableFile file, PlannedRow planned)
    {
        var before = planned.Stream is { } stream ? StreamInputs.Of(stream) : new StreamInput();
        var input = before with { Url = planned.Stream?.Url ?? planned.Row.Get(PortableFields.Url)! };
        foreach (var field in PortableFields.All)
        {
            if (planned.Row.Get(field.Name) is not { } text) continue;
            if (field.Write(input, text) is not { } written)
            {
                planned.Refuse($"stream.{field.Name.ToLowerInvariant()}_invalid", $"{field.Name}: '{text}' is not {(field.Kind == FieldKind.Flag ? "true or false" : "a number")}.");
                return;
            }

            input = written;
        }

        if (!Grouped(plan, file, planned, ref input)) return;
        var definition = rules.Check(input);
        if (!definition.Ok)
        {
            var fields = definition.Error.Fields.Select(f => definition.Error.Fields.Count == 1 ? f.Value[0] : $"{f.Key}: {f.Value[0]}");
            planned.Refuse(definition.Error.Code, string.Join(" ", fields.DefaultIfEmpty(definition.Error.Message)));
            return;
        }

        planned.Definition = definition.Value;
    }

    /// <summary>Finds the group by its name, or plans a new one, with what the file says of it.</summary>
    private bool Grouped(ImportPlan plan, PortableFile file, PlannedRow planned, ref StreamInput input)
    {
        if (planned.Row.Get(PortableFields.Group) is not { } name) return true;
        var key = name.ToLowerInvariant();
        if (name.Length == 0) input = input with { GroupId = null };
        else if (plan.Groups.TryGetValue(key, out var id)) input = input with { GroupId = id };
        else
        {
            var described = file.Groups.FirstOrDefault(g => g.Name.Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) ?? new GroupInput { Name = name };
            var tidy = SaveGroup.Check(described);
            if (!tidy.Ok)
            {
                planned.Refuse(tidy.Error.Code, $"group \"{name}\": {tidy.Error.Message}");
                return false;
            }

            var group = SaveGroup.New(tidy.Value, clock.GetUtcNow());
            plan.NewGroups[key] = group;
            plan.Groups[key] = group.Id;
            input = input with { GroupId = group.Id };
        }

        return true;
    }

    private static void Link(ImportPlan plan, PlannedRow planned)
    {
        if (planned.Definition is not { } definition) return;
        if (planned.Row.Get(PortableFields.Parent) is { Length: > 0 } url)
        {
            if (plan.IdOf(StreamId.Of(url)) is not { } parent)
            {
                planned.Refuse("stream.parent_unknown", $"Its parent {url} is neither watched nor in this file.");
                return;
            }

            if (plan.WhyNot(planned.Id, parent) is { } why)
            {
                planned.Refuse(why.Code, why.Message);
                return;
            }

            planned.Definition = definition = definition with { ParentId = parent };
            plan.ParentOf[planned.Id] = parent;
        }
        else if (planned.Row.Get(PortableFields.Parent) is not null)
        {
            planned.Definition = definition = definition with { ParentId = null };
        }

        if (planned.Stream is not { } stream || !PortableFields.Same(StreamInputs.Of(stream), definition.ToInput())) return;
        (planned.Action, planned.Message) = (ImportAction.Skip, "As it is already.");
    }

    /// <summary>Addresses that may not be reached are refused, as when a single stream is added. What does not resolve now may later.</summary>
    private async Task GuardAsync(ImportPlan plan, CancellationToken cancellationToken)
    {
        var added = plan.Rows.Where(r => r is { Action: ImportAction.Add, Definition: not null });
        var options = new ParallelOptions { MaxDegreeOfParallelism = LookUpsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(added, options, async (row, token) =>
        {
            var guarded = await rules.GuardAsync(row.Definition!, token);
            if (!guarded.Ok) row.Refuse(guarded.Error.Code, guarded.Error.Message);
            else if (guarded.Value.Warnings is [var warning, ..]) row.Message = warning;
        });
    }

    private static async Task<Dictionary<string, MonitoredStream>> ExistingAsync(StreamHealthDb db, PortableFile file, CancellationToken cancellationToken)
    {
        var identities = file.Rows.SelectMany(r => new[] { r.Get(PortableFields.Url), r.Get(PortableFields.Parent) }).Where(u => !string.IsNullOrEmpty(u)).Select(u => StreamId.Of(u!)).Distinct();
        var found = new Dictionary<string, MonitoredStream>();
        foreach (var chunk in identities.Chunk(500))
        {
            foreach (var stream in await db.Living().Include(s => s.Tags).Include(s => s.Group).AsSplitQuery().Where(s => chunk.Contains(s.Identity)).ToListAsync(cancellationToken))
                found[stream.Identity] = stream;
        }

        return found;
    }
}
