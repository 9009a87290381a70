declare module 'svgcanvas' {
  /** A stand-in for a canvas whose context draws into an SVG document. */
  export class Element {
    constructor(options: { width: number; height: number; enableMirroring?: boolean });
    width: number;
    height: number;
    getContext(kind: '2d'): CanvasRenderingContext2D & { getSerializedSvg(): string };
  }
}
