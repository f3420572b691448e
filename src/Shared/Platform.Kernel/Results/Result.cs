using System.Diagnostics.CodeAnalysis;

namespace Platform.Kernel.Results;

/// <summary>Either a value or an <see cref="Results.Error"/>. Returned by every use case whose failure a user can cause.</summary>
public readonly struct Result<T>
{
    private readonly T? _value;

    internal Result(T? value, Error? error) => (_value, Error) = (value, error);

    public Error? Error { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Ok => Error is null;

    /// <exception cref="InvalidOperationException">This is a failure.</exception>
    public T Value => Ok ? _value! : throw new InvalidOperationException($"No value: {Error.Code}: {Error.Message}");

    public TOut Match<TOut>(Func<T, TOut> ok, Func<Error, TOut> failed) => Ok ? ok(_value!) : failed(Error);

    public Result<TOut> Map<TOut>(Func<T, TOut> map) => Ok ? map(_value!) : Error;

    [SuppressMessage("Usage", "CA2225", Justification = "The conversions are the way to make one.")]
    public static implicit operator Result<T>(T value) => new(value, null);

    [SuppressMessage("Usage", "CA2225", Justification = "The conversions are the way to make one.")]
    public static implicit operator Result<T>(Error error) => new(default, error);
}

public static class Result
{
    /// <summary>A value as a result, for values known by an interface only: the language has no implicit conversion from one.</summary>
    public static Result<T> Of<T>(T value) => new(value, null);
}

/// <summary>The value of a <see cref="Result{T}"/> that has nothing to say but that it went well.</summary>
public readonly record struct Unit
{
    public static readonly Unit Value;
}
