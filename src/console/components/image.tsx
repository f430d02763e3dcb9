import { useState } from "react";
import type { Schemas } from "../api/client.ts";

interface ImageTileProps {
  image: Schemas["Image"];
  alt: string;
  /** Shows a thumbnail cropped to fill the container instead of the whole image. */
  cover?: boolean;
}

/** An image with a placeholder until it has loaded. */
export function ImageTile({ image, alt, cover }: ImageTileProps) {
  const [shown, setShown] = useState(false);
  return (
    <span className="relative block size-full overflow-hidden bg-sunken">
      {image.placeholder && !shown && (
        <img src={image.placeholder} alt="" className="absolute inset-0 size-full object-cover" />
      )}
      <img
        src={cover ? `/api/account/images/${image.id}/thumbnail` : (image.webp_url ?? image.url)}
        alt={alt}
        width={image.width}
        height={image.height}
        loading="lazy"
        onLoad={() => setShown(true)}
        // Shows the text alternative. Without one, the placeholder stays.
        onError={() => setShown(alt !== "")}
        className={`relative block transition-opacity duration-300 ${shown ? "" : "opacity-0"} ${
          cover ? "size-full object-cover" : "h-auto max-h-full w-full object-contain"
        }`}
      />
    </span>
  );
}
