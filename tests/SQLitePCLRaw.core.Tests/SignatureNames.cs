using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace SQLitePCL.Tests;

/// <summary>Writes types of metadata signatures and of reflection the same way.</summary>
internal sealed class SignatureNames : ISignatureTypeProvider<string, object?>
{
    public static string Of(Type type)
    {
        if (type.IsByRef) return "ref " + Of(type.GetElementType()!);
        if (type.IsArray) return Of(type.GetElementType()!) + "[]";
        if (type.IsPointer) return Of(type.GetElementType()!) + "*";
        if (!type.IsConstructedGenericType) return $"{type.Namespace}.{type.Name}";
        return $"{type.Namespace}.{type.Name}<{string.Join(",", type.GetGenericArguments().Select(Of))}>";
    }

    public string GetArrayType(string elementType, ArrayShape shape) => elementType + "[*]";

    public string GetByReferenceType(string elementType) => "ref " + elementType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => "fnptr";

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        $"{genericType}<{string.Join(",", typeArguments)}>";

    public string GetGenericMethodParameter(object? genericContext, int index) => "!!" + index;

    public string GetGenericTypeParameter(object? genericContext, int index) => "!" + index;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetPinnedType(string elementType) => elementType;

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "System." + typeCode;

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeDefinition(handle);
        return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
    }

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
    }

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
}
