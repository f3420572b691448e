using Microsoft.Extensions.Options;
using Platform.Data;
using Platform.Host.CommandLine;

namespace Platform.Host.Tests.Data;

public sealed class StartProblemTests
{
    [Fact]
    public void What_an_operator_can_put_right_is_a_sentence()
    {
        Assert.Equal("chown it", StartProblem.Explain(new StorageException("chown it")));
        Assert.Equal("Database:Provider is wrong", StartProblem.Explain(new OptionsValidationException("", typeof(DatabaseOptions), ["Database:Provider is wrong"])));
        Assert.Contains("full", StartProblem.Explain(new InvalidOperationException("x", new Microsoft.Data.Sqlite.SqliteException("full", 13))), StringComparison.Ordinal);
        Assert.Equal("chown it", StartProblem.Explain(new AggregateException(new StorageException("chown it"))));
    }

    [Fact]
    public void A_bug_keeps_its_stack_trace() => Assert.Null(StartProblem.Explain(new InvalidOperationException("Sequence contains no elements")));
}
