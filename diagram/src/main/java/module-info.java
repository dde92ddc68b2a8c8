/** Drawings of computational graphs and plans, and line charts. */
module dev.pullback.diagram {
    requires transitive dev.pullback.api;
    // The layout kernel's model cannot be loaded without it, and says so nowhere.
    requires java.xml;
    requires org.eclipse.elk.alg.layered;
    requires org.eclipse.elk.core;
    requires org.eclipse.elk.graph;

    exports dev.pullback.diagram;
}
