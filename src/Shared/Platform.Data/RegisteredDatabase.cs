using Microsoft.EntityFrameworkCore;

namespace Platform.Data;

/// <summary>A context that was added with <see cref="DataRegistration.AddDatabase{TDb,TSqlite,TPostgres}"/>.</summary>
/// <param name="Module">Whose tables they are.</param>
/// <param name="Create">A context on this node's database; the caller disposes it.</param>
public sealed record RegisteredDatabase(string Module, Func<DbContext> Create);
