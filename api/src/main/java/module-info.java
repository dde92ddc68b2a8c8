/** Tensors, ops, graphs, Jacobians, and the SPI that a backend implements. */
module dev.pullback.api {
    exports dev.pullback.api.backend;
    exports dev.pullback.api.check;
    exports dev.pullback.api.error;
    exports dev.pullback.api.graph;
    exports dev.pullback.api.jacobian;
    exports dev.pullback.api.op;
    exports dev.pullback.api.plan;
    exports dev.pullback.api.tensor;
    exports dev.pullback.api.type;

    uses dev.pullback.api.backend.BackendProvider;
}
