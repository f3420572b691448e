using Platform.Kernel.Api;
using Platform.Kernel.Results;

namespace Platform.Kernel.Tests.Results;

public sealed class ProblemsTests
{
    [Theory]
    [InlineData(ErrorKind.Invalid, 400)]
    [InlineData(ErrorKind.Forbidden, 403)]
    [InlineData(ErrorKind.NotFound, 404)]
    [InlineData(ErrorKind.Conflict, 409)]
    [InlineData(ErrorKind.TooMany, 429)]
    [InlineData(ErrorKind.Unavailable, 503)]
    public void Every_kind_of_error_has_its_status(ErrorKind kind, int status)
    {
        var problem = Problems.From(new Error(kind, "thing.wrong", "It is wrong."));
        Assert.Equal(status, problem.StatusCode);
        Assert.Equal("It is wrong.", problem.ProblemDetails.Detail);
        Assert.Equal("thing.wrong", problem.ProblemDetails.Extensions["code"]);
    }

    [Fact]
    public void A_wrong_field_is_named()
    {
        var problem = Problems.From(Error.InvalidField("url", "url.missing", "Give a URL."));
        var errors = Assert.IsType<IReadOnlyDictionary<string, string[]>>(problem.ProblemDetails.Extensions["errors"], exactMatch: false);
        Assert.Equal(["Give a URL."], errors["url"]);
    }

    [Fact]
    public void A_failure_has_no_value()
    {
        Result<int> failed = Error.NotFound("stream", 7);
        Assert.False(failed.Ok);
        Assert.Equal("stream.not_found", failed.Error.Code);
        Assert.Throws<InvalidOperationException>(() => failed.Value);
    }
}
