import type { ReactNode } from 'react'

function glyph(shape: ReactNode, width = 1.7) {
  return function Glyph() {
    return (
      <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={width} strokeLinecap="round" strokeLinejoin="round" aria-hidden>
        {shape}
      </svg>
    )
  }
}

export const LogoIcon = glyph(<path d="M12 3 3 8l9 5 9-5-9-5ZM3 13l9 5 9-5M3 17.5l9 5 9-5" />, 2)
export const MigrationsIcon = glyph(<path d="M5 3v18M5 7h9a4 4 0 0 1 0 8H5M15 12l3 3-3 3" />)
export const SchemaIcon = glyph(<path d="M3.5 4h6v5h-6zM14.5 4h6v5h-6zM9 15.5h6v5H9zM6.5 9v3.2h11V9M12 12.2v3.3" />)
export const CompareIcon = glyph(<path d="M4 5h6v14H4zM14 5h6v14h-6zM12 2v20" />)
export const TimelineIcon = glyph(<path d="M3 12h18M7 9v6M12 7v10M17 9v6" />)
export const BackupsIcon = glyph(
  <>
    <ellipse cx="12" cy="6" rx="8" ry="3" />
    <path d="M4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3" />
  </>,
)
export const EnvironmentsIcon = glyph(<path d="M4 5h16M4 12h16M4 19h16M9 3v18M15 3v18" />)
export const FleetIcon = glyph(<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z" />)
export const ApprovalsIcon = glyph(<path d="M5 3h14v18H5zM9 12l2.3 2.3L15.5 10" />)
export const HooksIcon = glyph(<path d="M9 8a3 3 0 1 1 4.6 2.6L16 15M13 18H8a3 3 0 1 1-1.5-5.6L9.5 8M11 18a3 3 0 1 0 5-3" />)
export const PeopleIcon = glyph(<path d="M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3 20c0-3.3 2.7-6 6-6s6 2.7 6 6M16 4.5a3.5 3.5 0 0 1 0 6M17.5 14.5c2.1.8 3.5 2.9 3.5 5.5" />)
export const ActivityIcon = glyph(<path d="M3 12h4l3-7 4 14 3-7h4" />)
