using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Platform.Data.Conventions;

/// <summary>Puts a prefix before every table name, because SQLite has no schemas.</summary>
internal sealed class TablePrefixConvention(string prefix) : IModelFinalizingConvention
{
    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
        {
            // Derived and owned types that share a table see it prefixed already; what another context makes has that one's name.
            var table = entity.GetTableName();
            if (table is null || table.StartsWith(prefix, StringComparison.Ordinal) || entity.IsMappedToJson() || entity.IsTableExcludedFromMigrations()) continue;
            entity.SetTableName(prefix + table, fromDataAnnotation: true);
        }
    }
}
