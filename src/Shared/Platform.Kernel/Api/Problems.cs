using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Kernel.Results;

namespace Platform.Kernel.Api;

/// <summary>The one mapping from <see cref="Error"/> to RFC 9457 problem details with a stable <c>code</c>.</summary>
public static class Problems
{
    public static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    public static ProblemHttpResult From(Error error)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = error.Code };
        if (error.Fields.Count > 0) extensions["errors"] = error.Fields;
        return TypedResults.Problem(error.Message, statusCode: StatusOf(error.Kind), extensions: extensions);
    }

    /// <summary>200 with the value, or the problem.</summary>
    public static IResult ToHttp<T>(this Result<T> result) => result.Match<IResult>(v => TypedResults.Ok(v), From);

    /// <summary>204, or the problem.</summary>
    public static IResult ToHttp(this Result<Unit> result) => result.Match<IResult>(_ => TypedResults.NoContent(), From);

    /// <summary>201 with a location and the value, or the problem.</summary>
    public static IResult ToCreated<T>(this Result<T> result, Func<T, string> location) =>
        result.Match<IResult>(v => TypedResults.Created(location(v), v), From);
}
