package dev.pullback.opencl.step;

import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Instruction;
import dev.pullback.api.plan.Operand;
import dev.pullback.api.type.DType;
import dev.pullback.kernels.ProgramText;
import dev.pullback.opencl.code.CType;
import dev.pullback.opencl.code.ClusterCode;
import dev.pullback.opencl.code.Vectors;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The parts that programs of both families are composed of. */
final class ProgramParts {

    private ProgramParts() {}

    /** A program whose element type is {@code dtype} and whose vectors are {@code width} wide. */
    static ProgramText.Composer program(DType dtype, int width, Collection<DType> others) {
        ProgramText.Composer program = ProgramText.compose();
        if (dtype == DType.FLOAT64 || others.contains(DType.FLOAT64)) {
            program.define("FP64");
        }
        return program.define("T", CType.of(dtype)).define("VW", width);
    }

    static ProgramText.Composer program(DType dtype, int width, DType... others) {
        return program(dtype, width, Arrays.asList(others));
    }

    /** Every dtype that a cluster touches. */
    static Set<DType> dtypes(Cluster cluster) {
        Set<DType> dtypes = new HashSet<>();
        cluster.instructions().stream().map(Instruction::dtype).forEach(dtypes::add);
        cluster.operands().stream()
                .map(Operand::value)
                .map(value -> value.type().dtype())
                .forEach(dtypes::add);
        return dtypes;
    }

    /** The functions {@code epilogue} and {@code epilogue_v} that a template calls with a finished value. */
    static String epilogue(ClusterCode code, Cluster cluster, Vectors vectors) {
        DType dtype = cluster.resultType();
        var text = new StringBuilder("#define EPILOGUE\n");
        text.append("#define EPILOGUE_PARAMS ").append(code.parameterList()).append('\n');
        text.append("#define EPILOGUE_ARGS ").append(code.argumentList()).append('\n');
        text.append(epilogueFunction("epilogue", code, dtype, Vectors.NONE));
        if (vectors.width() > 1) {
            text.append(epilogueFunction("epilogue_v", code, dtype, vectors));
        }
        return text.toString();
    }

    private static String epilogueFunction(String name, ClusterCode code, DType dtype, Vectors vectors) {
        String type = CType.of(dtype, vectors.width());
        return "static %s %s(%s value, int row, int col, long index, int batch EPILOGUE_PARAMS) {\n%s    return %s;\n}\n"
                .formatted(type, name, type, code.body(vectors), code.result());
    }

    /** The functions {@code prologue} and {@code prologue_v} from which a reduction template gets its elements. */
    static String prologue(ClusterCode code, Cluster cluster, Vectors vectors) {
        DType dtype = cluster.resultType();
        var text = new StringBuilder("#define PROLOGUE\n");
        text.append("#define PROLOGUE_PARAMS ").append(code.parameterList()).append('\n');
        text.append("#define PROLOGUE_ARGS ").append(code.argumentList()).append('\n');
        text.append(prologueFunction("prologue", code, dtype, Vectors.NONE));
        if (vectors.width() > 1) {
            text.append(prologueFunction("prologue_v", code, dtype, vectors));
        }
        return text.toString();
    }

    private static String prologueFunction(String name, ClusterCode code, DType dtype, Vectors vectors) {
        return "static %s %s(int row, int col, long index PROLOGUE_PARAMS) {\n%s    return %s;\n}\n"
                .formatted(CType.of(dtype, vectors.width()), name, code.body(vectors), code.result());
    }

    /** The functions {@code cluster} and {@code cluster_v} that an elementwise template calls for every index. */
    static String cluster(ClusterCode code, Cluster cluster, Vectors vectors) {
        String type = CType.of(cluster.resultType());
        var text = new StringBuilder();
        text.append("#define CLUSTER_PARAMS , __global %s* out%s\n".formatted(type, code.parameterList()));
        text.append("#define CLUSTER_ARGS , out").append(code.argumentList()).append('\n');
        text.append("static void cluster(int row, int col, long index CLUSTER_PARAMS) {\n")
                .append(code.body(Vectors.NONE))
                .append("    out[index] = %s;\n}\n".formatted(code.result()));
        if (vectors.width() > 1) {
            text.append("static void cluster_v(int row, int col, long index CLUSTER_PARAMS) {\n")
                    .append(code.body(vectors))
                    .append("    %s\n}\n".formatted(vectors.store(cluster.resultType(), code.result(), "out + index")));
        }
        return text.toString();
    }
}
