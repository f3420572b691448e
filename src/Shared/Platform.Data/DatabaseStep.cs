using Microsoft.EntityFrameworkCore;

namespace Platform.Data;

/// <summary>
/// What a module's tables need that Entity Framework's model has no words for, such as a full-text index. Run after the module's
/// migrations at every start, one node at a time, before anything uses the tables: it must find out by itself what is missing.
/// </summary>
/// <param name="Module">Whose tables it is for.</param>
/// <param name="RunAsync">Does it, on a context of that module.</param>
public sealed record DatabaseStep(string Module, Func<DbContext, CancellationToken, Task> RunAsync);
